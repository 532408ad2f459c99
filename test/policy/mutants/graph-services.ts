// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const targetGroup = "aws:lb/targetGroup:TargetGroup";
const listener = "aws:lb/listener:Listener";
const record = "aws:route53/record:Record";

export const graphServicesMutants: readonly Mutant[] = [
  {
    rule: "tag-services-with-tier",
    mistake: "a target group has no tier",
    scope: "us-east-1",
    make: (stack) => {
      const group = stack.one(targetGroup, "payments-public-reports-targets");
      stack.unset(group, ["tags", "Tier"]);
      stack.unset(group, ["tagsAll", "Tier"]);
    },
  },
  {
    rule: "use-certificates-of-own-region",
    mistake: "the standby's listener has the other region's certificate",
    also: ["refer-to-own-region"],
    scope: "eu-west-1",
    make: (stack) => {
      const one = stack.one(listener, "payments-public-payments-listener");
      const arn = String(one.inputs.certificateArn).replace("eu-west-1", "us-east-1");
      stack.set(one, ["certificateArn"], arn);
    },
  },
  {
    rule: "serve-tier-1-in-every-region",
    mistake: "the standby's listeners speak TCP without TLS",
    also: ["serve-tls-alone"],
    scope: "eu-west-1",
    make: (stack) => {
      for (const where of ["public", "internal"]) {
        const one = stack.one(listener, `payments-${where}-payments-listener`);
        stack.set(one, ["protocol"], "TCP");
      }
    },
  },
  {
    rule: "keep-lower-tiers-in-one-region",
    mistake: "reports stand in the standby region too",
    scope: "eu-west-1",
    make: (stack) => {
      const known = stack.one(targetGroup, "payments-internal-payments-targets");
      const tags = { Name: "int-reports-8443", Service: "reports", Tier: "3" };
      stack.add(known, "payments-internal-reports-targets", { tags, tagsAll: tags });
    },
  },
  {
    rule: "equip-every-region",
    mistake: "the standby region has no cache",
    scope: "eu-west-1",
    make: (stack) => stack.remove(stack.one("aws:elasticache/replicationGroup:ReplicationGroup")),
  },
  {
    rule: "keep-regional-stacks-apart",
    mistake: "a log group of us-east-1 is in the stack of eu-west-1",
    also: ["refer-to-own-region"],
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(
        stack.one("aws:cloudwatch/logGroup:LogGroup", "payments-cache-log-group"),
        ["region"],
        "us-east-1",
      ),
  },
  {
    rule: "serve-tier-1-in-every-region",
    mistake: "no record leads to the standby's load balancer",
    scope: "global",
    make: (stack) => {
      for (const name of ["record-payments-eu-west-1-alias", "failover-payments-secondary"]) {
        stack.remove(stack.one(record, `payments-${name}`));
      }
    },
    also: ["pair-failover-records"],
  },
  {
    rule: "let-targets-be-shifted",
    mistake: "connections to a pod that isn't ready are ended",
    scope: "eu-west-1",
    make: (stack) =>
      stack.set(
        stack.one(targetGroup, "payments-public-payments-targets"),
        ["targetHealthStates", 0, "enableUnhealthyConnectionTermination"],
        true,
      ),
  },
];
