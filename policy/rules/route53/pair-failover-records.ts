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
    const sets = new Map<string, Member[]>();
    const complete = context.each(graph.ofType(record), (one) => {
      if (one.at("failoverRoutingPolicies").items().length === 0) return;
      const role = one.at("failoverRoutingPolicies", 0, "type").text();
      const set = `${one.at("name").text()} ${one.at("type").text()}`;
      sets.set(set, [...(sets.get(set) ?? []), { one, role }]);
    });
    for (const [name, members] of sets) judgePair(name, members, complete, context);
  },
});

interface Member {
  readonly one: Resource;
  readonly role: string | undefined;
}

function judgePair(
  name: string,
  members: readonly Member[],
  complete: boolean,
  { violation, each }: Pick<Context, "violation" | "each">,
): void {
  for (const role of ["PRIMARY", "SECONDARY"]) {
    const [first, second] = members.filter((member) => member.role === role);
    if (second !== undefined) violation(second.one, `${name} has another record of type ${role}`);
    const [any] = members;
    // A record whose kind isn't known may be the one that seems to be missing.
    if (first === undefined && complete && any !== undefined) {
      violation(any.one, `${name} has no record of type ${role}`);
    }
  }
  for (const { one, role } of members) {
    // A check that is made in the same update has no id yet, and is one all the same.
    const hasCheck = one.at("healthCheckId").isGiven;
    if (role === "PRIMARY" && !hasCheck) violation(one, "the primary has no health check");
    if (role === "SECONDARY" && hasCheck) violation(one, "the secondary has a health check");
  }
  const distinct = [
    { what: "set identifiers", key: "setIdentifier", wanted: members.length },
    { what: "zones", key: "zoneId", wanted: 1 },
  ];
  each(distinct, ({ what, key, wanted }) => {
    const [any] = members;
    const found = new Set(members.map(({ one }) => one.at(key).text())).size;
    if (any !== undefined && found !== wanted) {
      violation(any.one, `${members.length} records of ${name} have ${found} ${what}`);
    }
  });
}
