// SPDX-License-Identifier: Apache-2.0
import { paymentsPolicy } from "../../../components/data/payments-policy";

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const { Statement: statements } = JSON.parse(
  paymentsPolicy({
    journalTableArns: ["arn:table:one", "arn:table:two"],
    journalKeyArns: ["arn:key:journal"],
    secretArns: ["arn:secret:database", "arn:secret:cache"],
    secretKeyArns: ["arn:key:secrets"],
  }),
) as { readonly Statement: readonly Statement[] };

const resourcesOf = (action: string): string[] =>
  statements.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource }) => Resource);

describe("paymentsPolicy", () => {
  it("appends to both replicas of the journal", () => {
    expect(resourcesOf("dynamodb:PutItem")).toEqual(["arn:table:one", "arn:table:two"]);
  });

  it.each(["dynamodb:DeleteItem", "dynamodb:Scan", "dynamodb:*", "secretsmanager:PutSecretValue"])(
    "does not allow %s",
    (action) => {
      expect(resourcesOf(action)).toEqual([]);
    },
  );

  it("reads the region's own secrets, with their keys and the journal's", () => {
    expect(resourcesOf("secretsmanager:GetSecretValue")).toEqual([
      "arn:secret:database",
      "arn:secret:cache",
    ]);
    expect(resourcesOf("kms:Decrypt")).toEqual(["arn:key:journal", "arn:key:secrets"]);
  });
});
