// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { keyPolicy, type KeyUser } from "../../../components/shared/key-policy";

interface Statement {
  readonly Sid: string;
  readonly Principal: unknown;
  readonly Action: readonly string[];
  readonly Condition?: unknown;
}

const owner = { accountId: "111122223333", region: "eu-west-1" };

const statementsFor = (...users: KeyUser[]) =>
  (JSON.parse(keyPolicy(owner, users)) as { Statement: Statement[] }).Statement;

const everyUser: KeyUser[] = [
  "cloudwatch-alarms",
  "cloudwatch-logs",
  "dynamodb",
  "ebs",
  "ecr",
  "eks",
  "elasticache",
  "log-delivery",
  "rds",
  "secretsmanager",
];

describe("keyPolicy", () => {
  it("lets the account decide by IAM, and nobody else, where no service is named", () => {
    expect(statementsFor()).toEqual([
      {
        Sid: "AccountDecidesByIam",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: ["kms:*"],
        Resource: ["*"],
      },
    ]);
  });

  it.each<[KeyUser, unknown, unknown]>([
    [
      "cloudwatch-alarms",
      { Service: "cloudwatch.amazonaws.com" },
      {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*" },
      },
    ],
    [
      "cloudwatch-logs",
      { Service: "logs.eu-west-1.amazonaws.com" },
      {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111122223333:log-group:*",
        },
      },
    ],
    [
      "log-delivery",
      { Service: "delivery.logs.amazonaws.com" },
      {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" },
      },
    ],
  ])("lets %s in as a service, for this account only", (user, Principal, Condition) => {
    expect(statementsFor(user)[1]).toMatchObject({ Principal, Condition });
  });

  it.each<[KeyUser, string[]]>([
    ["dynamodb", ["dynamodb"]],
    ["ebs", ["ec2"]],
    ["ecr", ["ecr"]],
    ["elasticache", ["elasticache", "dax"]],
    ["rds", ["rds"]],
    ["secretsmanager", ["secretsmanager"]],
  ])("lets the account use the key for %s through that service only", (user, services) => {
    expect(statementsFor(user)[1]).toMatchObject({
      Principal: { AWS: "*" },
      Condition: {
        StringEquals: {
          "kms:CallerAccount": "111122223333",
          "kms:ViaService": services.map((service) => `${service}.eu-west-1.amazonaws.com`),
        },
      },
    });
  });

  it("needs no statement for EKS, which acts with the rights of the cluster's creator", () => {
    expect(statementsFor("eks")).toEqual(statementsFor());
  });

  it("is the same text for the same users, in whatever order and however often named", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...everyUser)), (users) => {
        const sorted = [...new Set(users)].sort();
        expect(keyPolicy(owner, users)).toBe(keyPolicy(owner, sorted));
      }),
    );
  });

  it("never lets anyone in without a condition, except the account itself", () => {
    const [account, ...others] = statementsFor(...everyUser);
    expect(account?.Principal).toEqual({ AWS: "arn:aws:iam::111122223333:root" });
    for (const { Sid, Condition } of others) {
      expect({ Sid, text: JSON.stringify(Condition) }).toEqual({
        Sid,
        text: expect.stringContaining("111122223333") as unknown,
      });
    }
  });
});
