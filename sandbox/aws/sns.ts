// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { hexDigits, text } from "../provider/values";
import { arn } from "./arn";
import { statementsOf, textsOf } from "./policy-documents";
import { policyRules } from "./policy-rules";
import { mustExist, type Wording } from "./rules";
import { uuid } from "./uuid";
import { mustBeOneOf, mustBeWithin, mustMatch } from "./value-rules";

const api = "https://docs.aws.amazon.com/sns/latest/api";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/sns";
const topicToken = "aws:sns/topic:Topic";

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

function invalid(property: string, source: string): Wording {
  return { code: "InvalidParameter", property, source };
}

const setPolicy = invalid("policy", `${api}/API_SetTopicAttributes.html`);

const actionOutOfScope: Rule = {
  ...setPolicy,
  stage: "write",
  refuses: ({ inputs }) => {
    const actions = (statementsOf(text(inputs, "policy") ?? "") ?? []).flatMap(
      ({ Action, NotAction }) => textsOf(Action ?? NotAction),
    );
    return actions.some((action) => action !== "*" && !/^sns:/i.test(action))
      ? "Invalid parameter: Policy statement action out of service scope!"
      : undefined;
  },
};

function policyOfTopic(): readonly Rule[] {
  const says = (problem: string): string => `Invalid parameter: Policy Error: ${problem}`;
  return [...policyRules(setPolicy, "resource", says), actionOutOfScope];
}

function topicMissing(property: string, call: string): Rule {
  return mustExist(
    { code: "NotFound", property, source: `${api}/API_${call}.html` },
    { to: topicToken, says: () => "Topic does not exist" },
  );
}

/** What is written for a receiver, by protocol. */
const endpoints: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+$/,
  "email-json": /^[^@\s]+@[^@\s]+$/,
  firehose: /^arn:aws[\w-]*:firehose:/,
  http: /^http:\/\//,
  https: /^https:\/\//,
  lambda: /^arn:aws[\w-]*:lambda:/,
  sqs: /^arn:aws[\w-]*:sqs:/,
};

const otherProtocol: Rule = {
  ...invalid("endpoint", `${api}/API_Subscribe.html`),
  stage: "create",
  refuses: ({ inputs }) => {
    const form = endpoints[text(inputs, "protocol") ?? ""];
    return form?.test(text(inputs, "endpoint") ?? "") === false
      ? "Invalid parameter: Endpoint must match the specified protocol"
      : undefined;
  },
};

/** Topics, their policies and who gets their messages. */
export const sns: readonly ResourceType[] = [
  {
    token: topicToken,
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
    rules: [
      mustMatch(invalid("name", `${provider}/topic.go`), {
        pattern: /^[\w-]+(\.fifo)?$/,
        longest: 256,
      }),
      mustBeWithin(invalid("signatureVersion", `${provider}/topic.go`), { least: 1, most: 2 }),
      ...policyOfTopic(),
    ],
  },
  {
    token: "aws:sns/topicPolicy:TopicPolicy",
    source: `${api}/API_SetTopicAttributes.html`,
    id: ({ inputs }) => text(inputs, "arn") ?? "",
    replaceOn: ["arn"],
    outputs: ({ account }) => ({ owner: account }),
    rules: [topicMissing("arn", "SetTopicAttributes"), ...policyOfTopic()],
  },
  {
    token: "aws:sns/topicSubscription:TopicSubscription",
    source: `${api}/API_Subscribe.html`,
    // AWS gives a subscription of the same kind to the same endpoint again.
    id: ({ inputs }) => {
      const { topic, protocol, endpoint } = inputs;
      return `${text(inputs, "topic") ?? ""}:${uuid(hexDigits([topic, protocol, endpoint], 32))}`;
    },
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
    rules: [
      mustBeOneOf(invalid("protocol", `${provider}/topic_subscription.go`), [
        "application",
        "email",
        "email-json",
        "firehose",
        "http",
        "https",
        "lambda",
        "sms",
        "sqs",
      ]),
      topicMissing("topic", "Subscribe"),
      otherProtocol,
    ],
  },
];
