// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { runEngine } from "../../sandbox/engine/run";
import { standInProject, type StandInProject } from "./fixture-project";

const stack = "test-one";
const account = "111122223333";

export interface Refused {
  readonly code: number;
  /** `<case> <token> <error code> <property>`, sorted. */
  readonly refusals: readonly string[];
}

/** The real engine on a project whose program is made of refusal cases, with a cloud of its own. */
export class RefusalRun {
  private constructor(private readonly project: StandInProject) {}

  static async start(): Promise<RefusalRun> {
    const project = await standInProject(account);
    const { cloud } = project;
    // The cases stand side by side in one account; together they hold far more than AWS allows one.
    cloud.saveSettings({ ...cloud.settings(), quotas: raisedQuotas() });
    await project.workspace.prepareStack(stack, { "aws:region": "us-east-1" });
    return new RefusalRun(project);
  }

  /** Runs the cases by their numbers, some of them with their mistake. */
  async engine(
    operation: "up" | "preview",
    cases: readonly number[],
    mistakes: readonly number[],
  ): Promise<Refused> {
    const program = resolve(__dirname, "refusal-program");
    writeFileSync(
      join(this.project.folder, "index.ts"),
      [
        `import { registerCases } from ${JSON.stringify(program)};`,
        `registerCases(${JSON.stringify(cases)}, ${JSON.stringify(mistakes)});`,
      ].join("\n"),
    );
    const flags = operation === "up" ? ["--continue-on-error"] : [];
    const args = { stack, operation, flags, onProgress: () => {} };
    const { code, log = "" } = await runEngine(this.project.workspace, args);
    const said = readFileSync(log, "utf8");
    const refusals = refusalsIn(said);
    // Whatever else went wrong is for whoever reads the test's output.
    if (code !== 0 && refusals.length === 0) throw new Error(said);
    return { code, refusals };
  }

  async stop(): Promise<void> {
    await this.project.stop();
    this.project.remove();
  }
}

/** Elastic IPs, running instances, VPCs, NAT gateways. */
const quotaCodes = ["L-0263D0A3", "L-1216C47A", "L-F678F1CE", "L-FE5A380F"];
/** Not `regionWithDefaultQuotas`, which is for the cases about quotas. */
const regions = ["us-east-1", "eu-west-1"];
const outOfReach = 10_000;

/** Quotas of EC2, for many cases side by side. */
export function raisedQuotas(): Record<string, number> {
  const keys = regions.flatMap((region) => quotaCodes.map((code) => `${region}/${code}`));
  return Object.fromEntries(keys.map((key) => [key, outOfReach]));
}

/** Errors of the engine's closing report: a heading for each resource, its messages below it. */
const heading = /^ {2}(\w+):(\w+):(\w+) \((\S+)\):$/;
const atCheck =
  /error: (\S+) resource '([^']+)'.*?: property (\S+) value .*? has a problem: (\S+): /;
const atCall = /error: .*?api error (\S+): .* \(property (\S*)\)$/;

function refusalsIn(said: string): string[] {
  const report = said.slice(said.indexOf("\nDiagnostics:\n"));
  const found: string[] = [];
  let resource = { name: "", token: "" };
  for (const line of report.split("\n")) {
    const [, provider = "", module = "", type = "", name] = heading.exec(line) ?? [];
    if (name !== undefined) {
      const file = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
      resource = { name, token: `${provider}:${module}/${file}:${type}` };
    }
    const [, token, checked = "", property, code] = atCheck.exec(line) ?? [];
    if (token !== undefined) found.push([caseOf(checked), token, code, property].join(" "));
    const [, callCode, callProperty] = atCall.exec(line) ?? [];
    if (callCode !== undefined) {
      found.push([caseOf(resource.name), resource.token, callCode, callProperty].join(" "));
    }
  }
  return found.sort();
}

function caseOf(resource: string): string {
  return resource.split("-")[0] ?? "";
}
