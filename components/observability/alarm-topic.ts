// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { physicalName } from "../shared/naming";
import { policyDocument } from "../shared/policy-document";

export interface AlarmTopicArgs {
  /** Name of the environment, first part of the topic's name. */
  readonly environment: string;
  /** Region of the topic. */
  readonly region: string;
  /** Account whose alarms may publish, 12 digits. */
  readonly accountId: string;
  /**
   * Key of the region for messages at rest. Its policy must let `cloudwatch.amazonaws.com` use it
   * (`kms:Decrypt`, `kms:GenerateDataKey*`): else alarms go off and nobody hears it.
   */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** HTTPS addresses of the on-call service, each of which confirms its subscription by itself. */
  readonly endpoints: readonly string[];
}

/**
 * Where a region's alarms go: a topic of that region, on to whoever is on call.
 *
 * One per region, because an alarm can only tell a topic of its own region, and because the loss
 * of a region must not silence the other.
 *
 * Only CloudWatch alarms of this account may publish, and everybody must use TLS.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * @example
 * new AlarmTopic("alarm-topic", {
 *   environment: "production", region: "eu-west-1", accountId: "111122223333", kmsKeyArn,
 *   endpoints: ["https://events.example.com/integration"],
 * });
 */
export class AlarmTopic extends pulumi.ComponentResource {
  /** ARN of the topic. */
  public readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:observability:AlarmTopic", name, {}, opts);

    const topic = this.createTopic(name, args);
    this.createPolicy(name, args, topic.arn);
    args.endpoints.forEach((endpoint, index) =>
      this.subscribe(`${name}-subscription-${index + 1}`, endpoint, topic.arn),
    );

    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }

  private createTopic(name: string, args: AlarmTopicArgs): aws.sns.Topic {
    const topicName = physicalName("topic", args.environment, args.region, "alarms");
    return new aws.sns.Topic(
      `${name}-topic`,
      {
        name: topicName,
        kmsMasterKeyId: args.kmsKeyArn,
        signatureVersion: 2,
        tags: { Name: topicName },
      },
      { parent: this },
    );
  }

  private createPolicy(
    name: string,
    { region, accountId }: AlarmTopicArgs,
    topicArn: pulumi.Output<string>,
  ): void {
    const alarms = `arn:aws:cloudwatch:${region}:${accountId}:alarm:*`;
    new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topicArn,
        policy: topicArn.apply((arn) => topicPolicy(arn, accountId, alarms)),
      },
      { parent: this },
    );
  }

  private subscribe(
    subscriptionName: string,
    endpoint: string,
    topicArn: pulumi.Input<string>,
  ): void {
    new aws.sns.TopicSubscription(
      subscriptionName,
      { topic: topicArn, protocol: "https", endpoint, endpointAutoConfirms: true },
      { parent: this },
    );
  }
}

function topicPolicy(topicArn: string, accountId: string, alarms: string): string {
  return policyDocument(
    {
      Sid: "AlarmsOfThisAccount",
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com"] },
      Action: ["sns:Publish"],
      Resource: [topicArn],
      Condition: {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": alarms },
      },
    },
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: ["sns:Publish", "sns:Subscribe"],
      Resource: [topicArn],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  );
}
