// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import { deployPolicy, githubTrust, previewPolicy } from "../../../components/delivery/ci-policies";
import { keyPolicy } from "../../../components/shared/key-policy";
import {
  podIdentityTrust,
  policyDocument,
  serviceTrust,
} from "../../../components/shared/policy-document";
import {
  coversAction,
  grammarProblem,
  principalsOf,
  statementsOf,
  trusts,
  type PolicyKind,
} from "../../../sandbox/aws/policy-documents";

const owner = { accountId: "111122223333", region: "eu-west-1" };
const issuer = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

describe("the grammar of policies", () => {
  it.each<[string, PolicyKind, string]>([
    ["a service's trust", "trust", serviceTrust("eks.amazonaws.com")],
    ["the trust of pods", "trust", podIdentityTrust()],
    ["the trust of CI", "trust", githubTrust(issuer, "example/payments", "pull_request")],
    ["CI's preview", "identity", previewPolicy()],
    ["CI's deployment", "identity", deployPolicy(owner.accountId, ["eu-west-1"])],
    ["a key's policy", "resource", keyPolicy(owner, ["cloudwatch-logs", "dynamodb", "rds"])],
  ])("takes what the blueprint writes: %s", (_, kind, document) => {
    expect(grammarProblem(document, kind)).toBeUndefined();
  });

  const good = {
    identity: { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"] },
    trust: { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "a.amazonaws.com" } },
    resource: { Effect: "Allow", Action: "kms:*", Principal: { AWS: "*" }, Resource: "*" },
  };
  const changed = (kind: PolicyKind, change: object): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ ...good[kind], ...change }] });

  it.each<[PolicyKind, object, string]>([
    ["identity", { Effect: undefined }, "Missing required field Effect"],
    ["identity", { Effect: "allow" }, "Syntax errors in policy."],
    ["identity", { Action: undefined }, "Policy statement must contain actions."],
    ["identity", { Action: [] }, "Policy statement must contain actions."],
    ["identity", { Action: "GetObject" }, "Actions/Conditions must be prefaced by a vendor"],
    ["identity", { Resource: undefined }, "Policy statement must contain resources."],
    ["identity", { Principal: "*" }, "Policy document should not specify a principal."],
    ["identity", { NotPrincipal: { AWS: "*" } }, "Policy document should not specify a principal."],
    ["trust", { Principal: undefined }, "Missing required field Principal"],
    ["trust", { Principal: {} }, "Missing required field Principal"],
    ["trust", { Resource: "*" }, "Has prohibited field Resource"],
    ["trust", { Action: "s3:GetObject" }, "AssumeRole policy may only specify STS AssumeRole"],
    ["trust", { Principal: { Service: "eks" } }, 'Invalid principal in policy: "SERVICE":"eks"'],
    ["trust", { Principal: { AWS: "admin" } }, 'Invalid principal in policy: "AWS":"admin"'],
    ["resource", { Principal: undefined }, "Missing required field Principal"],
  ])("refuses of %s policies %j", (kind, change, problem) => {
    expect(grammarProblem(changed(kind, {}), kind)).toBeUndefined();
    expect(grammarProblem(changed(kind, change), kind)).toContain(problem);
  });

  it.each([
    ["{", "This policy contains invalid Json"],
    ["{}", "Syntax errors in policy."],
    ["[]", "Syntax errors in policy."],
    ['{"Statement":[]}', "Syntax errors in policy."],
    [
      JSON.stringify({ Version: "2026-01-01", Statement: good.identity }),
      "Syntax errors in policy.",
    ],
    [
      JSON.stringify({
        Statement: [
          { ...good.identity, Sid: "one" },
          { ...good.identity, Sid: "one" },
        ],
      }),
      "Statement IDs (SID) in a single policy must be unique.",
    ],
  ])("refuses the document %s", (document, problem) => {
    expect(grammarProblem(document, "identity")).toBe(problem);
  });

  it("takes a statement that stands alone, with NotAction and NotResource", () => {
    const alone = { Effect: "Deny", NotAction: "iam:*", NotResource: "*" };
    expect(grammarProblem(JSON.stringify({ Statement: alone }), "identity")).toBeUndefined();
  });

  it("never fails on a text, whatever it is", () => {
    const kinds: PolicyKind[] = ["identity", "resource", "trust"];
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.constantFrom(...kinds), (text, kind) => {
        expect(["string", "undefined"]).toContain(typeof grammarProblem(text, kind));
      }),
    );
  });
});

describe("actions and principals", () => {
  it.each([
    ["kms:*", "kms:PutKeyPolicy", true],
    ["kms:Put*", "kms:PutKeyPolicy", true],
    ["KMS:putkeypolicy", "kms:PutKeyPolicy", true],
    ["kms:Put?eyPolicy", "kms:PutKeyPolicy", true],
    ["*", "kms:PutKeyPolicy", true],
    ["kms:Get*", "kms:PutKeyPolicy", false],
    ["kms:PutKeyPolic", "kms:PutKeyPolicy", false],
    ["kms.PutKeyPolicy", "kms:PutKeyPolicy", false],
  ])("%s covers %s: %s", (pattern, action, covered) => {
    expect(coversAction({ Action: pattern }, action)).toBe(covered);
  });

  it("a star stands for any principal of AWS", () => {
    expect(principalsOf({ Principal: "*" })).toEqual({ AWS: ["*"] });
    expect(principalsOf({ Principal: { Service: "a.b" } })).toEqual({ Service: ["a.b"] });
  });

  it("a service is trusted with all of the actions or not at all", () => {
    const both = ["sts:AssumeRole", "sts:TagSession"];
    const pods = "pods.eks.amazonaws.com";
    expect(trusts(podIdentityTrust(), pods, both)).toBe(true);
    expect(trusts(podIdentityTrust(), "ec2.amazonaws.com", both)).toBe(false);
    expect(trusts(serviceTrust(pods), pods, both)).toBe(false);
    const denied = policyDocument({
      Effect: "Deny",
      Principal: { Service: pods },
      Action: both,
    });
    expect(trusts(denied, pods, both)).toBe(false);
    expect(statementsOf("no policy")).toBeUndefined();
    expect(trusts("no policy", pods, both)).toBe(false);
  });
});
