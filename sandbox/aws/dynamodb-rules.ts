// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { at, isRecord, list, text, textsWithin, type Properties } from "../provider/values";
import { keyMustExist } from "./kms-rules";
import type { Wording } from "./rules";
import { mustBeGiven, mustBeOneOf, mustBeWithin, mustMatch } from "./value-rules";

export const dynamodbApi = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference";
const guide = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/dynamodb/table.go";
const strongConsistency = `${guide}/V2globaltables_HowItWorks.html`;

/**
 * Regions that a table with strong consistency may span, any three of them.
 *
 * Read on 2026-11-24.
 *
 * @see https://aws.amazon.com/about-aws/whats-new/2026/09/dynamodb-mrsc-additional-regions
 */
const strongRegions: ReadonlySet<string> = new Set([
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-southeast-1",
  "ca-central-1",
  "eu-central-1",
  "eu-north-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "us-east-1",
  "us-east-2",
  "us-west-2",
]);

function invalid(property: string, source: string): Wording {
  return { code: "ValidationException", property, source };
}

/** A table, or a replica of it, that says it must not be deleted. */
const deletionProtected: Rule = {
  ...invalid("deletionProtectionEnabled", `${dynamodbApi}/API_DeleteTable.html`),
  stage: "delete",
  refuses: ({ old }) =>
    [old, ...list(old, "replicas")].some(
      (part) => isRecord(part) && part.deletionProtectionEnabled === true,
    )
      ? "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
      : undefined,
};

/** Attributes that make keys, of the table and of its indexes. */
function keysOf(inputs: Properties): string[] {
  const keys = ["hashKey", "rangeKey"];
  const indexes = ["globalSecondaryIndexes", "localSecondaryIndexes"];
  const paths = [
    ...keys,
    ...indexes.flatMap((index) => keys.map((key) => `${index}.${key}`)),
    // An index may list its keys instead.
    "globalSecondaryIndexes.keySchemas.attributeName",
  ];
  return paths.flatMap((path) => textsWithin(inputs, path));
}

/** The provider compares them before it calls AWS, which refuses in the same cases. */
const undefinedKey: Rule = {
  ...invalid("attributes", provider),
  stage: "check",
  refuses: ({ inputs }) => {
    const names = textsWithin(inputs, "attributes.name");
    const keys = keysOf(inputs);
    const missing = keys.filter((key) => !names.includes(key));
    if (!allKnown(inputs) || missing.length === 0) return undefined;
    return `all indexes must match a defined attribute. Unmatched indexes: ${JSON.stringify(missing)}`;
  },
};

const unusedAttribute: Rule = {
  ...invalid("attributes", provider),
  stage: "check",
  refuses: ({ inputs }) => {
    const keys = keysOf(inputs);
    const unused = textsWithin(inputs, "attributes.name").filter((name) => !keys.includes(name));
    if (!allKnown(inputs) || unused.length === 0) return undefined;
    return `all attributes must be indexed. Unused attributes: ${JSON.stringify(unused)}`;
  },
};

/** A restored or imported table brings its keys; what isn't known yet can't be compared. */
function allKnown(inputs: Properties): boolean {
  const items = list(inputs, "attributes");
  return (
    text(inputs, "hashKey") !== undefined &&
    textsWithin(inputs, "attributes.name").length === items.length &&
    ["attributes", "globalSecondaryIndexes", "localSecondaryIndexes"].every(
      (index) => inputs[index] === undefined || Array.isArray(inputs[index]),
    )
  );
}

const keyMissing = mustBeGiven(invalid("hashKey", `${dynamodbApi}/API_CreateTable.html`), {
  or: ["importTable", "restoreBackupArn", "restoreSourceName", "restoreSourceTableArn"],
  says: "One or more parameter values were invalid: the KeySchema needs a HASH key",
});

const sameKeyTwice: Rule = {
  ...invalid("rangeKey", `${dynamodbApi}/API_CreateTable.html`),
  stage: "create",
  refuses: ({ inputs }) =>
    text(inputs, "rangeKey") !== undefined && inputs.rangeKey === inputs.hashKey
      ? "Both the Hash Key and the Range Key element in the KeySchema have the same name"
      : undefined,
};

const capacityMissing: Rule = {
  ...invalid("readCapacity", `${dynamodbApi}/API_CreateTable.html`),
  stage: "write",
  refuses: ({ inputs }) => {
    const capacities = [inputs.readCapacity, inputs.writeCapacity];
    const enough = capacities.every((units) => typeof units === "number" && units >= 1);
    return inputs.billingMode === "PAY_PER_REQUEST" || enough || isCopy(inputs)
      ? undefined
      : "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED";
  },
};

/** A table made of another one takes that one's capacity. */
function isCopy(inputs: Properties): boolean {
  return inputs.restoreSourceName !== undefined || inputs.restoreSourceTableArn !== undefined;
}

/** Replicas with strong consistency, as the program names them. */
function strongReplicas(inputs: Properties): unknown[] {
  return list(inputs, "replicas").filter(
    (replica) => isRecord(replica) && replica.consistencyMode === "STRONG",
  );
}

/** Three regions make a quorum: two replicas besides the table, or one and a witness. */
const wrongQuorum: Rule = {
  ...invalid("replicas", strongConsistency),
  stage: "write",
  refuses: ({ inputs }) => {
    const strong = strongReplicas(inputs).length;
    const witnesses = at(inputs, "globalTableWitness") === undefined ? 0 : 1;
    if (strong === 0) return undefined;
    return strong === list(inputs, "replicas").length && strong + witnesses === 2
      ? undefined
      : "Using MultiRegionStrongConsistency requires exactly 2 replicas, or 1 replica and 1 witness region.";
  },
};

const regionWithoutStrongConsistency: Rule = {
  ...invalid("replicas.regionName", strongConsistency),
  stage: "write",
  refuses: ({ inputs, region }) => {
    if (strongReplicas(inputs).length === 0) return undefined;
    const regions = [
      region,
      ...textsWithin(inputs, "replicas.regionName"),
      ...textsWithin(inputs, "globalTableWitness.regionName"),
    ];
    const wrong = regions.find((name) => !strongRegions.has(name));
    return wrong && `MultiRegionConsistency STRONG is not supported in region ${wrong}`;
  },
};

const replicaAtHome: Rule = {
  ...invalid("replicas.regionName", `${dynamodbApi}/API_UpdateTable.html`),
  stage: "write",
  refuses: ({ inputs, region }) =>
    textsWithin(inputs, "replicas.regionName").includes(region)
      ? "Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required."
      : undefined,
};

/** Replicas come and go together. */
const quorumIsFixed: Rule = {
  ...invalid("replicas", strongConsistency),
  stage: "update",
  refuses: ({ inputs, old }) => {
    const before = textsWithin(old, "replicas.regionName");
    const after = textsWithin(inputs, "replicas.regionName");
    const same = before.length === after.length && before.every((region) => after.includes(region));
    return strongReplicas(old).length === 0 || after.length === 0 || same
      ? undefined
      : "Replicas of a table with MultiRegionConsistency STRONG can't be added or removed one by one";
  },
};

const noTimeToLive: Rule = {
  ...invalid("ttl", strongConsistency),
  stage: "write",
  refuses: ({ inputs }) =>
    at(inputs, "ttl.enabled") === true && strongReplicas(inputs).length > 0
      ? "Time to Live is not supported for tables with MultiRegionConsistency STRONG"
      : undefined,
};

/** Each replica is encrypted by a key of its own region. */
const replicaKeyElsewhere: Rule = {
  ...invalid("replicas.kmsKeyArn", `${guide}/encryption.usagenotes.html`),
  stage: "write",
  refuses: ({ inputs }) =>
    list(inputs, "replicas")
      .filter(isRecord)
      .map(keyInWrongRegion)
      .find((problem) => problem !== undefined),
};

function keyInWrongRegion(replica: Properties): string | undefined {
  const key = text(replica, "kmsKeyArn");
  const region = text(replica, "regionName");
  return key === undefined || region === undefined || key.split(":")[3] === region
    ? undefined
    : `KMSMasterKeyId ${key} must be in the region of its replica, ${region}`;
}

/** What DynamoDB refuses of a table, apart from names that are taken. */
export const tableRules: readonly Rule[] = [
  mustMatch(invalid("name", `${dynamodbApi}/API_CreateTable.html`), {
    pattern: /^[\w.-]+$/,
    shortest: 3,
    longest: 255,
  }),
  mustBeOneOf(invalid("attributes.type", `${dynamodbApi}/API_AttributeDefinition.html`), [
    "B",
    "N",
    "S",
  ]),
  mustBeWithin(invalid("pointInTimeRecovery.recoveryPeriodInDays", provider), {
    least: 1,
    most: 35,
  }),
  undefinedKey,
  unusedAttribute,
  keyMissing,
  sameKeyTwice,
  capacityMissing,
  wrongQuorum,
  regionWithoutStrongConsistency,
  replicaAtHome,
  quorumIsFixed,
  noTimeToLive,
  keyMustExist(
    invalid("serverSideEncryption.kmsKeyArn", `${guide}/encryption.usagenotes.html`),
    (key) => `KMS validation error: Key '${key}' does not exist`,
  ),
  replicaKeyElsewhere,
  keyMustExist(
    invalid("replicas.kmsKeyArn", `${guide}/encryption.usagenotes.html`),
    (key) => `KMS validation error: Key '${key}' does not exist`,
    () => undefined,
  ),
  deletionProtected,
];
