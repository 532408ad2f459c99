// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { awsArguments } from "../../../sandbox/aws/arguments";
import { argumentFailures } from "../../../sandbox/provider/arguments";
import { ResourceHandler } from "../../../sandbox/provider/provider";
import { Refusal } from "../../../sandbox/provider/resource-type";
import { acceptances, needed } from "./accepted";
import { instanceIn, type Environment, type Standing } from "./bring-up";
import type { Identities } from "./identities";
import type { Attempt, Site } from "./mistakes";
import { undocumented } from "./undocumented";

/**
 * What becomes of a mistake. It is refused by the types of arguments, by a rule about what must
 * exist, or by another rule; or AWS accepts it, by its documentation; or nobody knows what AWS does;
 * or the sandbox misses it, or breaks over it.
 */
export const verdicts = [
  "type",
  "reference",
  "rule",
  "harmless",
  "optional",
  "policies",
  "undocumented",
  "missed",
  "crash",
] as const;

export type Verdict = (typeof verdicts)[number];

const handler = new ResourceHandler(awsProvider);

/** `ec2/vpc:Vpc cidrBlock`: where a mistake is, whichever resource has it. */
export function placeOf({ standing, property }: Site): string {
  return `${standing.target.token.replace(/^aws:/, "")} ${property}`;
}

/** What the sandbox, or else AWS's documentation, says to an attempt. */
export async function judge(
  environment: Environment,
  identities: Identities,
  site: Site,
  attempt: Attempt,
): Promise<Verdict> {
  return (
    (await refusal(environment, site.standing, attempt)) ??
    acceptance(identities, site, attempt) ??
    (isUndocumented(site) ? "undocumented" : "missed")
  );
}

/** Makes the resource of an attempt in the place of the one that stands, and forgets it again. */
async function refusal(
  environment: Environment,
  { target, object }: Standing,
  { inputs, region }: Attempt,
): Promise<Verdict | undefined> {
  const { token } = target;
  if (argumentFailures(awsArguments(), token, inputs).length > 0) return "type";
  const cloud = environment.cloud.layer();
  cloud.remove(object);
  const instance = instanceIn(cloud, environment.topology.accountId, region);
  try {
    const checked = handler.check(instance, target, undefined, inputs);
    if (checked.failures.length > 0) return "rule";
    await handler.create(instance, target, checked.inputs);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) return "crash";
    const { code, property } = error;
    const isReference = awsProvider
      .typeOf(token)
      ?.rules?.some((rule) => rule.refersTo && rule.code === code && rule.property === property);
    return isReference ? "reference" : "rule";
  }
}

function acceptance(identities: Identities, site: Site, { value }: Attempt): Verdict | undefined {
  const { kind, standing, property } = site;
  const place = placeOf(site);
  if (kind === "missing argument") {
    // The SDK's types say that the rest may be left out: AWS has a default for it, or needs none.
    return needed.some((where) => where.test(place)) ? undefined : "optional";
  }
  if (kind === "wrong region" && property === "") {
    if (awsProvider.typeOf(standing.target.token)?.place === "global") return "harmless";
    if (!identities.needsRegion(standing)) return "policies";
  }
  return acceptances.find(
    ({ kinds, where, values }) =>
      kinds.includes(kind) && where.test(place) && values?.(value) !== false,
  )?.effect;
}

function isUndocumented(site: Site): boolean {
  const place = placeOf(site);
  return undocumented.some(({ kinds, where }) => kinds.includes(site.kind) && where.test(place));
}
