// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { keysOfTwoRegions } from "./keys";

const table = "aws:dynamodb/table:Table";

const good = {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "log",
  attributes: [{ name: "log", type: "S" }],
} satisfies aws.dynamodb.TableArgs;

const strong = (regionName: string, more = {}) => ({
  regionName,
  consistencyMode: "STRONG",
  ...more,
});

function makeTable({ aws, name }: Given, wrong: Partial<aws.dynamodb.TableArgs>): void {
  new aws.dynamodb.Table(`${name}-table`, { ...good, ...wrong });
}

const tables = wrongArguments<aws.dynamodb.TableArgs>(table, makeTable, [
  ["check ValidationException name", "a table's name of two letters", { name: "db" }],
  [
    "check ValidationException attributes.type",
    "a key that is a date",
    { attributes: [{ name: "log", type: "D" }] },
  ],
  [
    "check ValidationException attributes",
    "a key that no attribute defines",
    { rangeKey: "sequence" },
  ],
  [
    "check ValidationException attributes",
    "an attribute that is no key",
    { attributes: [...good.attributes, { name: "amount", type: "N" }] },
  ],
  [
    "check ValidationException pointInTimeRecovery.recoveryPeriodInDays",
    "a way back over six weeks",
    { pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 42 } },
  ],
  ["create ValidationException hashKey", "a table without a key", { hashKey: undefined }],
  ["create ValidationException rangeKey", "one attribute as both keys", { rangeKey: "log" }],
  [
    "write ValidationException readCapacity",
    "a provisioned table without capacity",
    { billingMode: "PROVISIONED" },
  ],
  [
    "write ValidationException replicas.regionName",
    "a replica in the table's own region",
    { replicas: [{ regionName: "us-east-1" }] },
  ],
]);

/** The table's region and two others. */
const quorums = wrongArguments<aws.dynamodb.TableArgs>(
  table,
  (given, wrong) =>
    makeTable(given, {
      replicas: [strong("eu-west-1")],
      globalTableWitness: { regionName: "us-west-2" },
      ...wrong,
    }),
  [
    [
      "write ValidationException replicas",
      "strong consistency over two replicas and a witness",
      { replicas: [strong("eu-west-1"), strong("eu-central-1")] },
    ],
    [
      "write ValidationException replicas.regionName",
      "strong consistency in a region that hasn't it",
      { replicas: [strong("sa-east-1")] },
    ],
    [
      "update ValidationException replicas",
      "a strong replica that moves",
      { replicas: [strong("eu-central-1")] },
    ],
    [
      "write ValidationException ttl",
      "a time to live with strong consistency",
      { ttl: { enabled: true, attributeName: "expires" } },
    ],
  ],
);

export const dynamodb: readonly RefusalCase[] = [
  ...tables,
  ...quorums,
  {
    ...named("write ValidationException serverSideEncryption.kmsKeyArn"),
    what: "a table's key in another region",
    token: table,
    program: (given) => {
      const { here, there } = keysOfTwoRegions(given);
      const kmsKeyArn = (given.mistake ? there : here).arn;
      makeTable(given, { serverSideEncryption: { enabled: true, kmsKeyArn } });
    },
  },
  {
    ...named("write ValidationException replicas.kmsKeyArn"),
    what: "a replica's key in the table's region",
    token: table,
    program: (given) => {
      const { here, there } = keysOfTwoRegions(given);
      const kmsKeyArn = (given.mistake ? here : there).arn;
      makeTable(given, { replicas: [{ regionName: "eu-west-1", kmsKeyArn }] });
    },
  },
  {
    ...named("write ValidationException replicas.kmsKeyArn"),
    what: "a replica's key that isn't there",
    token: table,
    program: (given) => {
      const { there } = keysOfTwoRegions(given);
      const nowhere = "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-000000000000";
      const kmsKeyArn = given.mistake ? nowhere : there.arn;
      makeTable(given, { replicas: [{ regionName: "eu-west-1", kmsKeyArn }] });
    },
  },
  {
    ...named("delete ValidationException deletionProtectionEnabled"),
    what: "the deletion of a protected table",
    token: table,
    program: (given) => {
      if (!given.mistake) makeTable(given, { deletionProtectionEnabled: true });
    },
  },
  nameTaken(
    table,
    "create ResourceInUseException name",
    "a second table of a name",
    ({ aws }, resource, name, options) =>
      new aws.dynamodb.Table(resource, { ...good, name }, options),
  ),
];
