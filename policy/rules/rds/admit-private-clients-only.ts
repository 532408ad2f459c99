// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Graph, Resource } from "../../lib/graph";
import { isWithin, rangeOf } from "../../lib/ranges";
import { stackRule } from "../../lib/rule";
import type { Value } from "../../lib/value";

const stores = [
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:elasticache/replicationGroup:ReplicationGroup",
];
const group = "aws:ec2/securityGroup:SecurityGroup";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** Private ranges, and the shared one that pods often have. */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

export const admitPrivateClientsOnly = stackRule({
  id: "admit-private-clients-only",
  requirement: "Databases and caches admit security groups and private ranges only.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "One public address in a database's security group, an office's for instance, opens the cardholder data environment to whoever gets that address next.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    "https://datatracker.ietf.org/doc/html/rfc1918",
    "https://datatracker.ietf.org/doc/html/rfc6598",
  ],
  frameworks: [pciDss("1.3.1"), pciDss("1.4.4"), wellArchitected("SEC05-BP02")],
  fix: "Name the clients' security group instead of a range.",
  types: stores,
  check(graph, { each, violation }) {
    const groups = new Set<Resource>();
    each(graph.ofType(...stores), (store) => {
      for (const one of groupsOf(graph, store)) groups.add(one);
    });
    // Most rules name a group, and need no look at whose they are.
    const byRange = graph
      .ofType(ingress)
      .filter((rule) => rule.at("cidrIpv4").isGiven || rule.at("cidrIpv6").isGiven);
    each(byRange, (rule) => {
      if (!graph.referents(rule.at("securityGroupId"), group).some((one) => groups.has(one))) {
        return;
      }
      if (isPublic(rule.at("cidrIpv4"))) {
        violation(rule, `it admits ${rule.at("cidrIpv4").shown()} to a database or a cache`);
      }
      if (rule.at("cidrIpv6").isGiven) {
        violation(rule, "it admits a range of IPv6, all of which are public");
      }
    });
    each([...groups], (one) => {
      const ranges = one.at("ingress").items();
      each(
        ranges.flatMap((range) => range.at("cidrBlocks").items()),
        (range) => {
          if (isPublic(range))
            violation(one, `it admits ${range.shown()} to a database or a cache`);
        },
      );
    });
  },
});

function groupsOf(graph: Graph, store: Resource): Resource[] {
  const names = ["vpcSecurityGroupIds", "securityGroupIds"];
  return names.flatMap((name) => graph.referents(store.at(name), group));
}

function isPublic(range: Value): boolean {
  const asked = rangeOf(range.text());
  if (asked === undefined) return false;
  return !privateRanges.some((known) => {
    const whole = rangeOf(known);
    return whole !== undefined && isWithin(asked, whole);
  });
}
