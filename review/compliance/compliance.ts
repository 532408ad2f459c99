// SPDX-License-Identifier: Apache-2.0
import { isAbout, isExpired, type Exception } from "../../policy/lib/exceptions";
import { judge, type Finding } from "../../policy/lib/judge";
import { matches } from "../../policy/lib/ledger";
import { undecidedMark } from "../../policy/lib/message";
import type { Rule } from "../../policy/lib/rule";
import { wholeEnvironment } from "../../policy/lib/whole-environment";
import type { EngineWorkspace } from "../../sandbox/engine/workspace";
import { analyze, type PolicyFinding } from "../engine/analyze";
import { inTurn } from "../engine/in-turn";
import { mergedExport } from "../graph/merge";
import { policyGraph } from "../graph/policy-graph";
import type { StackResources } from "../graph/sources";

/** What is said of an environment. */
export interface Compliance {
  readonly stacks: readonly string[];
  readonly rules: number;
  /** What breaks a rule. */
  readonly violations: readonly PolicyFinding[];
  /** What a rule could not decide, since it isn't known yet. */
  readonly undecided: readonly PolicyFinding[];
  readonly exceptions: ExceptionsReport;
}

export interface ExceptionsReport {
  /** Those that hold, and are needed. */
  readonly used: readonly Exception[];
  /** Those whose day is over. */
  readonly expired: readonly Exception[];
  /** Those that are about these stacks, and about nothing in them that breaks the rule. */
  readonly unused: readonly Exception[];
}

export interface ComplianceArgs {
  readonly workspace: Pick<EngineWorkspace, "cli" | "env">;
  /** Folder of the built pack. */
  readonly pack: string;
  readonly rules: readonly Rule[];
  readonly exceptions: readonly Exception[];
  /** The day, as 2027-01-31. */
  readonly today: string;
}

/**
 * Lets the engine judge every stack alone, and all of them together as one environment.
 *
 * @throws AnalysisError when the engine can't run the pack
 */
export async function complianceOf(
  stacks: readonly StackResources[],
  args: ComplianceArgs,
): Promise<Compliance> {
  const { workspace, pack, rules } = args;
  const together = stacks.map(({ resources }) => resources);
  const tasks = [
    ...together.map((resources) => ({ graph: [resources], config: {} })),
    { graph: together, config: wholeEnvironment(rules) },
  ];
  const found = await inTurn(tasks, ({ graph, config }) =>
    analyze(workspace, { state: mergedExport(graph), pack, config }),
  );
  const findings = found.flat().sort(inOrder);
  return {
    stacks: stacks.map(({ stack }) => stack),
    rules: rules.length,
    violations: findings.filter((finding) => !isUndecided(finding)),
    undecided: findings.filter(isUndecided),
    exceptions: exceptionsOf(stacks, args),
  };
}

/** Whether a finding is that a rule could not be judged. */
export function isUndecided({ message }: Pick<PolicyFinding, "message">): boolean {
  return message.startsWith(`${undecidedMark} `);
}

/** Whether an environment may go on: no mandatory rule is broken, and every exception is in order. */
export function isCompliant({ violations, exceptions }: Compliance): boolean {
  const { expired, unused } = exceptions;
  return (
    violations.every(({ level }) => level !== "mandatory") &&
    expired.length === 0 &&
    unused.length === 0
  );
}

/** The pack leaves excepted findings out, so they are looked for without it. */
function exceptionsOf(
  stacks: readonly StackResources[],
  { rules, exceptions, today }: ComplianceArgs,
): ExceptionsReport {
  if (exceptions.length === 0) return { used: [], expired: [], unused: [] };
  const single = stacks.flatMap(({ resources }) => judge(rules, policyGraph(resources), "stack"));
  const all = policyGraph(stacks.flatMap(({ resources }) => resources));
  const broken = [...single, ...judge(rules, all, "environment")].filter(
    ({ kind }: Finding) => kind === "violation",
  );
  const here = exceptions.filter((one) => stacks.some(({ stack }) => matches(one.stack, stack)));
  const current = here.filter((one) => !isExpired(one, today));
  const isUsed = (one: Exception) => broken.some((finding) => isAbout(one, finding));
  return {
    used: current.filter(isUsed),
    expired: here.filter((one) => isExpired(one, today)),
    unused: current.filter((one) => !isUsed(one)),
  };
}

function inOrder(one: PolicyFinding, other: PolicyFinding): number {
  const key = ({ rule, urn, message }: PolicyFinding) => [rule, urn, message].join("\n");
  return key(one) < key(other) ? -1 : 1;
}
