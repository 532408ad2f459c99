// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { rangeOf } from "../../lib/ranges";
import { environmentRule } from "../../lib/rule";
import type { Value } from "../../lib/value";

const vpc = "aws:ec2/vpc:Vpc";
const secondary = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const cluster = "aws:eks/cluster:Cluster";

export const keepNetworksDisjoint = environmentRule({
  id: "keep-networks-disjoint",
  requirement:
    "No range of a VPC, its pods or a cluster's services overlaps another of the environment.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "VPCs whose ranges overlap can't be peered, nor told apart by a transit gateway, and a range can't be changed without replacing the network and all in it.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_non_overlap_ip.html",
  ],
  frameworks: [wellArchitected("REL02-BP05")],
  fix: "Choose a block that nothing else uses, before the network exists.",
  types: [vpc],
  check(graph, { each, violation }) {
    const ranges = [
      ...graph.ofType(vpc).map((one) => ({ owner: one, value: one.at("cidrBlock") })),
      ...graph.ofType(secondary).map((one) => ({ owner: one, value: one.at("cidrBlock") })),
      ...graph.ofType(cluster).map((one) => ({
        owner: one,
        value: one.at("kubernetesNetworkConfig", "serviceIpv4Cidr"),
      })),
    ];
    const pairs = ranges.flatMap((one, index) =>
      ranges.slice(index + 1).map((other) => ({ one, other })),
    );
    each(pairs, ({ one, other }) => {
      if (!overlap(one.value, other.value)) return;
      const finding = `${one.value.shown()} overlaps ${other.value.shown()} of ${other.owner.name} in ${other.owner.stack}`;
      violation(one.owner, finding);
    });
  },
});

function overlap(one: Value, other: Value): boolean {
  const [a, b] = [rangeOf(one.text()), rangeOf(other.text())];
  if (a === undefined || b === undefined) return false;
  return (
    a.getFirst().isLessThanOrEquals(b.getLast()) && b.getFirst().isLessThanOrEquals(a.getLast())
  );
}
