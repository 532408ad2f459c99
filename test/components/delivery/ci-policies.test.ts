// SPDX-License-Identifier: Apache-2.0
import { deployPolicy, previewPolicy } from "../../../components/delivery/ci-policies";

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const statementsOf = (policy: string): Statement[] =>
  (JSON.parse(policy) as { Statement: Statement[] }).Statement;

describe("deployPolicy", () => {
  const statements = statementsOf(deployPolicy("111122223333", ["us-east-1", "eu-west-2"]));
  const named = (sid: string): Statement | undefined => statements.find(({ Sid }) => Sid === sid);

  it("changes the platform's services in the regions given, and in no other", () => {
    const condition = named("ManagePlatformInItsRegions")?.Condition;
    expect(condition).toEqual({
      StringEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-2"] },
    });
  });

  it("changes the platform's own roles, their descriptions included, and no others", () => {
    expect(named("ManageOwnRoles")).toMatchObject({
      Action: expect.arrayContaining(["iam:UpdateRoleDescription", "iam:PassRole"]) as string[],
      Resource: ["arn:aws:iam::111122223333:role/payments-*"],
    });
  });
});

describe("previewPolicy", () => {
  it("reads configuration and no data: no secret, no item, no object, no decryption", () => {
    const actions = statementsOf(previewPolicy()).flatMap(({ Action }) => Action);
    expect(actions.length).toBeGreaterThan(0);
    for (const data of ["GetSecretValue", "GetItem", "GetObject", "Decrypt", "kms:*", "s3:Get*"]) {
      expect(actions).not.toContainEqual(expect.stringContaining(data));
    }
  });
});
