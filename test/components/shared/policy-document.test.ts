// SPDX-License-Identifier: Apache-2.0
import {
  podIdentityTrust,
  policyDocument,
  serviceTrust,
} from "../../../components/shared/policy-document";

const statement = {
  Sid: "Everything",
  Effect: "Allow",
  Action: ["*"],
  Resource: ["*"],
} as const;

describe("policyDocument", () => {
  it("has the version of today's policy language, and the statements in order", () => {
    const narrow = { ...statement, Action: ["s3:GetObject"] };
    const deny = { ...statement, Effect: "Deny" as const };
    expect(JSON.parse(policyDocument(narrow, deny))).toEqual({
      Version: "2012-10-17",
      Statement: [narrow, deny],
    });
  });

  it("fails when a statement allows every action on every resource, and names it", () => {
    expect(() => policyDocument(statement)).toThrow(
      "statement Everything allows every action on every resource; name the actions or the resources",
    );
  });

  it.each([
    { ...statement, Action: ["s3:*"] },
    { ...statement, Resource: ["arn:aws:s3:::bucket/*"] },
  ])("lets through what names one of the two: %j", (narrower) => {
    expect(() => policyDocument(narrower)).not.toThrow();
  });
});

describe("trust policies", () => {
  it("let the services named assume the role", () => {
    expect(JSON.parse(serviceTrust("eks.amazonaws.com"))).toMatchObject({
      Statement: [{ Principal: { Service: ["eks.amazonaws.com"] }, Action: ["sts:AssumeRole"] }],
    });
  });

  it("let Pod Identity tag the session, without which it refuses", () => {
    expect(JSON.parse(podIdentityTrust())).toMatchObject({
      Statement: [{ Action: ["sts:AssumeRole", "sts:TagSession"] }],
    });
  });
});
