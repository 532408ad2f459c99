// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const logLoadBalancers = resourceRule({
  id: "log-load-balancers",
  requirement: "Load balancers log their connections.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "By default nothing is logged; which clients came during a failover, and with which TLS version, is then known to nobody.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html",
  ],
  frameworks: [pciDss("10.2.1"), wellArchitected("SEC04-BP01")],
  fix: "Set accessLogs with enabled true and a bucket of the region.",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  check(balancer, context) {
    expectFlag(balancer, ["accessLogs", "enabled"], true, context);
  },
});
