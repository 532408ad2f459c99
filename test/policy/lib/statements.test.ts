// SPDX-License-Identifier: Apache-2.0
import {
  isAllowed,
  isForAnyone,
  isNarrowed,
  statementsOf,
  textsOf,
} from "../../../policy/lib/statements";
import { Value } from "../../../policy/lib/value";

/** A statement, as it stands in a resource's policy. */
function statement(content: object): Value {
  const policy = JSON.stringify({ Statement: content });
  const [only] = statementsOf(
    Value.of({ policy }, "urn:pulumi:stack::project::type::name").at("policy"),
  );
  if (only === undefined) throw new RangeError("no statement");
  return only;
}

describe("statementsOf", () => {
  it("takes a single statement for a list of one", () => {
    expect(isAllowed(statement({ Effect: "Allow" }))).toBe(true);
    expect(isAllowed(statement([{ Effect: "Deny" }]))).toBe(false);
  });

  it("finds none in what is not a document", () => {
    expect(statementsOf(Value.of({ policy: "{" }, "urn").at("policy"))).toEqual([]);
  });
});

describe("textsOf", () => {
  it.each([
    { element: "s3:*", texts: ["s3:*"] },
    { element: ["s3:Get*", "s3:Put*"], texts: ["s3:Get*", "s3:Put*"] },
    { element: undefined, texts: [] },
  ])("of $element are $texts", ({ element, texts }) => {
    expect(textsOf(statement({ Action: element }).at("Action"))).toEqual(texts);
  });
});

describe("isForAnyone", () => {
  it.each(["*", { AWS: "*" }, { AWS: ["arn:aws:iam::111122223333:root", "*"] }])(
    "is so for %j",
    (Principal) => expect(isForAnyone(statement({ Principal }))).toBe(true),
  );

  it.each([
    { AWS: "arn:aws:iam::111122223333:root" },
    { Service: ["ec2.amazonaws.com"] },
    undefined,
  ])("is not so for %j", (Principal) => {
    expect(isForAnyone(statement({ Principal }))).toBe(false);
  });
});

describe("isNarrowed", () => {
  it.each([
    { StringEquals: { "kms:CallerAccount": "111122223333" } },
    { StringEquals: { "aws:sourceaccount": ["111122223333"] } },
    { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*" } },
    { Bool: { "aws:SecureTransport": "true" }, StringLike: { "aws:PrincipalOrgID": "o-abc" } },
  ])("is so by %j", (Condition) => expect(isNarrowed(statement({ Condition }))).toBe(true));

  it.each([
    undefined,
    { Bool: { "aws:SecureTransport": "true" } },
    { StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" } },
    { StringLike: { "aws:PrincipalAccount": "*" } },
    { StringNotEquals: { "aws:SourceAccount": "111122223333" } },
    { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
    { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } },
  ])("is not so by %j", (Condition) => expect(isNarrowed(statement({ Condition }))).toBe(false));
});
