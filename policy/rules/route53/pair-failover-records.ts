// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { stackRule, type Context } from "../../lib/rule";

const record = "aws:route53/record:Record";

export const pairFailoverRecords = stackRule({
  id: "pair-failover-records",
  requirement:
    "Every failover name has, in one zone, one primary record with a health check and one secondary without.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Without a secondary a name that fails over answers nothing; without a health check at the primary it never fails over; a health check at the secondary makes Route 53 answer with the failed primary when both look bad.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html",
  ],
  frameworks: [wellArchitected("REL11-BP02"), wellArchitected("REL13-BP02")],
  fix: "Give the name a PRIMARY record with healthCheckId and a SECONDARY without, of one type in one zone.",
  types: [record],
  check(graph, context) {
    const records = graph.ofType(record);
    const sets = new Map<string, [Resource, ...Resource[]]>();
    let decided = 0;
    context.each(records, (one) => {
      const isFailover = one.at("failoverRoutingPolicies").items().length > 0;
      const set = isFailover ? `${one.at("name").text()} ${one.at("type").text()}` : undefined;
      decided += 1;
      if (set === undefined) return;
      const others = sets.get(set);
      if (others === undefined) sets.set(set, [one]);
      else others.push(one);
    });
    const isWhole = decided === records.length;
    context.each([...sets], ([name, all]) => judgePair({ name, records: all, isWhole }, context));
  },
});

interface RecordSet {
  readonly name: string;
  readonly records: readonly [Resource, ...Resource[]];
  /** Whether no other record may belong to it. */
  readonly isWhole: boolean;
}

function judgePair(
  { name, records, isWhole }: RecordSet,
  { violation, each }: Pick<Context, "violation" | "each">,
): void {
  const roleOf = (one: Resource) => one.at("failoverRoutingPolicies", 0, "type").text();
  for (const role of ["PRIMARY", "SECONDARY"]) {
    const count = records.filter((one) => roleOf(one) === role).length;
    if (count > 1 || (count === 0 && isWhole)) {
      violation(records[0], `${name} has ${count} records of type ${role}`);
    }
  }
  const distinct = [
    { what: "set identifiers", key: "setIdentifier", wanted: records.length },
    { what: "zones", key: "zoneId", wanted: 1 },
  ];
  each(distinct, ({ what, key, wanted }) => {
    const found = new Set(records.map((one) => one.at(key).text())).size;
    if (found !== wanted)
      violation(records[0], `${records.length} records of ${name} have ${found} ${what}`);
  });
  each(records, (one) => {
    const check = one.at("healthCheckId");
    // One that is made in the same update has no id yet.
    const hasCheck = check.isGiven;
    if (roleOf(one) === "PRIMARY" && !hasCheck) violation(one, "the primary has no health check");
    if (roleOf(one) === "SECONDARY" && hasCheck) violation(one, "the secondary has a health check");
  });
}
