// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { uuid } from "./uuid";

const api = "https://docs.aws.amazon.com/sns/latest/api";

/** The policy of a topic that nobody gave one: the account's own principals may use it. */
function ownerOnly({ id, account }: Self): string {
  const actions = ["Publish", "Subscribe", "GetTopicAttributes", "SetTopicAttributes"];
  return JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: actions.map((action) => `SNS:${action}`),
        Resource: id,
        Condition: { StringEquals: { "AWS:SourceOwner": account } },
      },
    ],
  });
}

/** Protocols whose receiver has to say yes first. */
const confirmed = ["email", "email-json", "http", "https"];

/** Topics, their policies and who gets their messages. */
export const sns: readonly ResourceType[] = [
  {
    token: "aws:sns/topic:Topic",
    source: `${api}/API_CreateTopic.html`,
    id: (self) => arn(self, "sns", text(self.inputs, "name") ?? ""),
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "fifoTopic"],
    defaults: { fifoTopic: false, contentBasedDeduplication: false },
    outputs: (self) => ({
      arn: self.id,
      beginningArchiveTime: "",
      owner: self.account,
      ...("policy" in self.inputs ? {} : { policy: ownerOnly(self) }),
    }),
  },
  {
    token: "aws:sns/topicPolicy:TopicPolicy",
    source: `${api}/API_SetTopicAttributes.html`,
    id: ({ inputs }) => text(inputs, "arn") ?? "",
    replaceOn: ["arn"],
    outputs: ({ account }) => ({ owner: account }),
  },
  {
    token: "aws:sns/topicSubscription:TopicSubscription",
    source: `${api}/API_Subscribe.html`,
    id: ({ inputs, unique }) => `${text(inputs, "topic") ?? ""}:${uuid(unique(32))}`,
    replaceOn: ["endpoint", "protocol", "topic"],
    defaults: {
      confirmationTimeoutInMinutes: 1,
      endpointAutoConfirms: false,
      rawMessageDelivery: false,
    },
    outputs: ({ id, account, inputs }) => ({
      arn: id,
      ownerId: account,
      confirmationWasAuthenticated: false,
      pendingConfirmation:
        confirmed.includes(text(inputs, "protocol") ?? "") && inputs.endpointAutoConfirms !== true,
    }),
  },
];
