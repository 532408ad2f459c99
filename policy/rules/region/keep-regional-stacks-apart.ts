// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { regionText } from "../../lib/parity";
import { isRegional } from "../../lib/region";
import { stackRule } from "../../lib/rule";

const vpc = "aws:ec2/vpc:Vpc";

export const keepRegionalStacksApart = stackRule({
  id: "keep-regional-stacks-apart",
  requirement: "A stack that has a network owns resources of that network's region only.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "While a region is down, a stack that owns anything in it can't be previewed, refreshed or updated, so the surviving region can't be changed either.",
  sources: [
    "https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regions.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_use_bulkhead.html",
  ],
  frameworks: [wellArchitected("REL10-BP03"), wellArchitected("OPS06-BP03")],
  fix: "Move it to the other region's stack, or to one for what ties regions together.",
  types: [vpc],
  check(graph, { each, violation }) {
    const [home] = graph.ofType(vpc).map(regionText);
    each(
      graph.resources.filter(({ type }) => isRegional(type)),
      (one) => {
        const region = regionText(one);
        // One whose region nothing says is another rule's.
        if (region === "" || region === home) return;
        violation(one, `it stands in ${region}, its stack's network in ${home}`);
      },
    );
  },
});
