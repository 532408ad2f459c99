// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const otherKey = "arn:aws:kms:us-east-1:111122223333:key/62bc29b8-eb31-93ca-aa17-63e38e915c86";

export const resourceRegionMutants: readonly Mutant[] = [
  {
    rule: "know-regions",
    mistake: "a topic has neither a region nor a provider",
    scope: "eu-west-1",
    make: (stack) => {
      const topic = stack.one("aws:sns/topic:Topic");
      delete topic.provider;
      stack.unset(topic, ["region"]);
    },
  },
  {
    rule: "refer-to-own-region",
    mistake: "the standby's database is encrypted with the active region's key",
    also: ["encrypt-replicas-in-own-region"],
    scope: "eu-west-1",
    make: (stack) => stack.set(stack.one("aws:rds/cluster:Cluster"), ["kmsKeyId"], otherKey),
  },
  {
    rule: "refer-to-own-region",
    mistake: "the journal's copy is encrypted with the key of another region",
    also: ["encrypt-replicas-in-own-region"],
    scope: "base",
    make: (stack) =>
      stack.set(stack.one("aws:dynamodb/table:Table"), ["replicas", 0, "kmsKeyArn"], otherKey),
  },
  {
    rule: "refer-to-own-region",
    mistake: "an alarm tells a topic of another region",
    scope: "us-east-1",
    make: (stack) => {
      const alarm = stack.resources.find(
        ({ type, inputs }) =>
          type === "aws:cloudwatch/metricAlarm:MetricAlarm" &&
          JSON.stringify(inputs.alarmActions).includes("arn:"),
      );
      if (alarm === undefined) throw new RangeError("no alarm that tells anybody");
      const topic = "arn:aws:sns:eu-west-1:111122223333:production-eu-west-1-alarms";
      stack.set(alarm, ["alarmActions"], [topic]);
    },
  },
  {
    rule: "bind-providers-to-accounts",
    mistake: "a provider works in any account",
    scope: "eu-west-1",
    make: (stack) => stack.unset(stack.one("pulumi:providers:aws"), ["allowedAccountIds"]),
  },
  {
    rule: "ask-regional-sts",
    mistake: "the standby's provider asks the active region for its credentials",
    scope: "eu-west-1",
    make: (stack) => stack.set(stack.one("pulumi:providers:aws"), ["stsRegion"], "us-east-1"),
  },
];
