// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { wrongArguments, type Wrong } from "../../support/refusal-shorthand";
import { policy } from "./policies";

const topic = "aws:sns/topic:Topic";
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const subscription = "aws:sns/topicSubscription:TopicSubscription";
const nowhere = "arn:aws:sns:us-east-1:111122223333:nowhere";

const publishers = { Principal: { Service: "cloudwatch.amazonaws.com" }, Action: ["sns:Publish"] };

/** The policy is the same, in the topic or by itself. */
const wrongPolicies: readonly Wrong<{ policy: string }>[] = [
  ["check InvalidParameter policy", "a topic's policy in words", { policy: "alarms" }],
  [
    "write InvalidParameter policy",
    "a topic's policy without a principal",
    { policy: policy({ ...publishers, Principal: undefined }) },
  ],
  [
    "write InvalidParameter policy",
    "a topic's policy about queues",
    { policy: policy({ ...publishers, Action: ["sqs:SendMessage"] }) },
  ],
];

export const sns: readonly RefusalCase[] = [
  ...wrongArguments<aws.sns.TopicArgs>(
    topic,
    ({ aws, name }, wrong) => {
      new aws.sns.Topic(`${name}-topic`, wrong);
    },
    [
      ["check InvalidParameter name", "a topic's name with a dot", { name: "pay.alarms" }],
      ["check InvalidParameter signatureVersion", "a third signature", { signatureVersion: 3 }],
      ...wrongPolicies,
    ],
  ),
  ...wrongArguments<aws.sns.TopicPolicyArgs>(
    topicPolicy,
    ({ aws, name }, wrong) => {
      const { arn } = new aws.sns.Topic(`${name}-topic`, {});
      const good = { arn, policy: policy(publishers) };
      new aws.sns.TopicPolicy(`${name}-policy`, { ...good, ...wrong });
    },
    [
      ["write NotFound arn", "the policy of a topic that isn't there", { arn: nowhere }],
      ...wrongPolicies,
    ],
  ),
  ...wrongArguments<aws.sns.TopicSubscriptionArgs>(
    subscription,
    ({ aws, name }, wrong) => {
      const { arn } = new aws.sns.Topic(`${name}-topic`, {});
      const good = { topic: arn, protocol: "https", endpoint: "https://pager.example.com/" };
      new aws.sns.TopicSubscription(`${name}-subscription`, { ...good, ...wrong });
    },
    [
      ["check InvalidParameter protocol", "messages by fax", { protocol: "fax" }],
      ["write NotFound topic", "messages of a topic that isn't there", { topic: nowhere }],
      [
        "create InvalidParameter endpoint",
        "an HTTPS subscription without TLS",
        { endpoint: "http://pager.example.com/" },
      ],
    ],
  ),
];
