// SPDX-License-Identifier: Apache-2.0
import { AlarmTopic } from "../../../components/observability/alarm-topic";
import { all, only, record } from "../../support/mocks";

const topicType = "aws:sns/topic:Topic";
const policyType = "aws:sns/topicPolicy:TopicPolicy";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";
const endpoints = ["https://a.example.net/hook", "https://b.example.net/hook"];

function alarmTopic(): AlarmTopic {
  return new AlarmTopic("alarm-topic", {
    environment: "production",
    region: "eu-west-1",
    accountId: "111122223333",
    kmsKeyArn: "arn:key",
    endpoints,
  });
}

describe("AlarmTopic", () => {
  it("encrypts with the region's own key", async () => {
    const registered = await record(alarmTopic);

    expect(only(registered, topicType).inputs).toMatchObject({
      name: "production-eu-west-1-alarms",
      kmsMasterKeyId: "arn:key",
    });
  });

  it("lets alarms of this account and region publish, and nobody without TLS", async () => {
    const registered = await record(alarmTopic);

    const { arn, policy } = only(registered, policyType).inputs;
    expect(arn).toBe("arn:mock:alarm-topic-topic");
    expect(JSON.parse(policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AlarmsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: ["cloudwatch.amazonaws.com"] },
          Action: ["sns:Publish"],
          Resource: ["arn:mock:alarm-topic-topic"],
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333" },
            ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*" },
          },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: ["sns:Publish", "sns:Subscribe"],
          Resource: ["arn:mock:alarm-topic-topic"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it.each([false, true])("subscribes every endpoint by HTTPS (preview: %s)", async (preview) => {
    const registered = await record(alarmTopic, { preview });

    const subscriptions = all(registered, subscriptionType);
    expect(
      subscriptions.map(({ name, inputs }) => [name, inputs.protocol, inputs.endpoint]),
    ).toEqual([
      ["alarm-topic-subscription-1", "https", endpoints[0]],
      ["alarm-topic-subscription-2", "https", endpoints[1]],
    ]);
  });
});
