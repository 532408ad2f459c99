// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const checkTargetApplications = resourceRule({
  id: "check-target-applications",
  requirement: "Targets are asked by HTTP whether their application is ready.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "The default of a network load balancer is TCP: a process that accepts connections and answers nothing but errors counts as healthy.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_monitoring_health.html",
  ],
  frameworks: [wellArchitected("REL11-BP01")],
  fix: "Set healthCheck.protocol to HTTP or HTTPS, and path to the readiness endpoint, not /.",
  types: ["aws:lb/targetGroup:TargetGroup"],
  check(group, { each, violation }) {
    const [protocol, path] = [group.at("healthCheck", "protocol"), group.at("healthCheck", "path")];
    each([protocol], () => {
      if (!/^HTTPS?$/.test(protocol.text() ?? "")) violation(group, found(protocol));
    });
    if ((path.text() ?? "/") === "/") violation(group, found(path));
  },
});
