// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { isRecord, list, text } from "../provider/values";
import { arn } from "./arn";
import { dynamodbApi, tableRules } from "./dynamodb-rules";
import { alreadyThere } from "./rules";
import { creationTime } from "./times";

const token = "aws:dynamodb/table:Table";

/** Tables; a replica is part of its table, as the real provider has it. */
export const dynamodb: readonly ResourceType[] = [
  {
    token,
    source:
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/dynamodb/table.go",
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: [
      "hashKey",
      "importTable",
      "localSecondaryIndexes",
      "name",
      "rangeKey",
      "restoreBackupArn",
      "restoreDateTime",
      "restoreSourceName",
      "restoreSourceTableArn",
      "restoreToLatestTime",
    ],
    defaults: {
      billingMode: "PROVISIONED",
      deletionProtectionEnabled: false,
      pointInTimeRecovery: { enabled: false, recoveryPeriodInDays: 0 },
      readCapacity: 0,
      serverSideEncryption: { enabled: false, kmsKeyArn: "" },
      tableClass: "STANDARD",
      ttl: { attributeName: "", enabled: false },
      writeCapacity: 0,
    },
    outputs: (self) => ({
      arn: arn(self, "dynamodb", `table/${self.id}`),
      ...streamOf(self, self.inputs.streamEnabled === true),
      replicas: list(self.inputs, "replicas").map((replica) => replicaOutputs(self, replica)),
    }),
    rules: [
      alreadyThere(token, "regional", {
        code: "ResourceInUseException",
        property: "name",
        source: `${dynamodbApi}/API_CreateTable.html`,
      }),
      ...tableRules,
    ],
  },
];

function replicaOutputs(self: Self, replica: unknown): Record<string, unknown> {
  const region = isRecord(replica) ? (text(replica, "regionName") ?? "") : "";
  const there = { ...self, region };
  return {
    arn: arn(there, "dynamodb", `table/${self.id}`),
    ...streamOf(there, self.inputs.streamEnabled === true),
  };
}

function streamOf(self: Self, enabled: boolean): Record<string, unknown> {
  const label = enabled ? creationTime.replace("Z", ".000") : "";
  const stream = arn(self, "dynamodb", `table/${self.id}/stream/${label}`);
  return { streamArn: enabled ? stream : "", streamLabel: label };
}
