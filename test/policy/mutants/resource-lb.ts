// SPDX-License-Identifier: Apache-2.0
import type { Draft, Mutant, StackDraft } from "../../support/mutant";

const listener = "aws:lb/listener:Listener";
const scope = "us-east-1";

function balancer(stack: StackDraft): Draft {
  return stack.one("aws:lb/loadBalancer:LoadBalancer", "payments-public-balancer");
}

export const resourceLbMutants: readonly Mutant[] = [
  {
    rule: "balance-over-zones",
    mistake: "a zone without pods goes on answering",
    scope,
    make: (stack) => stack.unset(balancer(stack), ["enableCrossZoneLoadBalancing"]),
  },
  {
    rule: "log-load-balancers",
    mistake: "the public load balancer logs nothing",
    scope,
    make: (stack) => stack.unset(balancer(stack), ["accessLogs"]),
  },
  {
    rule: "guard-load-balancers",
    mistake: "the public load balancer has no security group",
    also: ["open-load-balancers-alone"],
    scope,
    make: (stack) => stack.set(balancer(stack), ["securityGroups"], []),
  },
  {
    rule: "check-target-applications",
    mistake: "a target is healthy when it accepts connections",
    scope,
    make: (stack) => {
      const group = stack.one("aws:lb/targetGroup:TargetGroup", "payments-public-payments-targets");
      stack.set(group, ["healthCheck", "protocol"], "TCP");
      stack.unset(group, ["healthCheck", "path"]);
    },
  },
  {
    rule: "check-target-applications",
    mistake: "a target is healthy when it has a front page",
    scope,
    make: (stack) => {
      const group = stack.one("aws:lb/targetGroup:TargetGroup", "payments-public-payments-targets");
      stack.set(group, ["healthCheck", "path"], "/");
    },
  },
  {
    rule: "serve-tls-alone",
    mistake: "a public listener takes plain connections",
    scope,
    make: (stack) => {
      const one = stack.one(listener, "payments-public-reports-listener");
      stack.set(one, ["protocol"], "TCP");
      for (const property of ["certificateArn", "sslPolicy", "alpnPolicy"]) {
        stack.unset(one, [property]);
      }
    },
  },
  {
    rule: "serve-modern-tls",
    mistake: "a public listener takes TLS 1.0",
    scope,
    make: (stack) => stack.unset(stack.one(listener), ["sslPolicy"]),
  },
  {
    rule: "serve-modern-tls",
    mistake: "a public listener has no certificate",
    scope,
    make: (stack) => stack.unset(stack.one(listener), ["certificateArn"]),
  },
];
