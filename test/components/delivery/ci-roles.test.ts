// SPDX-License-Identifier: Apache-2.0
import { deployPolicy, githubTrust, previewPolicy } from "../../../components/delivery/ci-policies";
import { CiRoles } from "../../../components/delivery/ci-roles";
import { all, only, record } from "../../support/mocks";

interface Parsed {
  readonly Statement: readonly {
    readonly Sid?: string;
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  }[];
}

const parsed = (policy: string): Parsed => JSON.parse(policy) as Parsed;

describe("githubTrust", () => {
  it("trusts one repository's workflows, for one subject and our audience alone", () => {
    const [statement] = parsed(githubTrust("arn:p", "example/platform", "pull_request")).Statement;
    expect(statement).toEqual({
      Effect: "Allow",
      Principal: { Federated: "arn:p" },
      Action: ["sts:AssumeRoleWithWebIdentity"],
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:example/platform:pull_request",
        },
      },
    });
  });
});

describe("previewPolicy", () => {
  const actions = parsed(previewPolicy()).Statement.flatMap(({ Action }) => Action);

  it("reads only", () => {
    const reads = /^[a-z0-9]+:(Describe|List|Get)/;
    expect(actions.filter((action) => !reads.test(action))).toEqual([]);
  });

  it.each([
    "dynamodb:GetItem",
    "dynamodb:Query",
    "secretsmanager:GetSecretValue",
    "s3:GetObject",
    "kms:Decrypt",
    "ecr:GetAuthorizationToken",
  ])("does not read data: %s is not among its actions", (action) => {
    const covers = (pattern: string) =>
      new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(action);
    expect(actions.filter(covers)).toEqual([]);
  });
});

describe("deployPolicy", () => {
  const regions = ["us-east-1", "eu-west-1"];
  const statements = parsed(deployPolicy("111122223333", regions)).Statement;

  it("changes regional services in the platform's regions only", () => {
    const regional = statements.filter(({ Action }) => Action.includes("rds:*"));
    expect(regional.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { "aws:RequestedRegion": regions } },
    ]);
  });

  it("changes and passes no role but the platform's own", () => {
    const writes = statements.filter(({ Action }) => Action.includes("iam:PassRole"));
    expect(writes.map(({ Resource }) => Resource)).toEqual([
      ["arn:aws:iam::111122223333:role/payments-*"],
    ]);
  });

  it("creates no user, group or access key", () => {
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /^iam:\*$|User|Group|AccessKey/.test(action))).toEqual([]);
  });
});

describe("CiRoles", () => {
  const build = (preview = false) =>
    record(
      () =>
        new CiRoles("payments-ci", {
          repository: "example/platform",
          environment: "production",
          accountId: "111122223333",
          regions: ["us-east-1"],
        }),
      { preview },
    );

  it.each([true, false])("makes one issuer and two roles with a policy each (%s)", async (mode) => {
    const registered = await build(mode);
    only(registered, "aws:iam/openIdConnectProvider:OpenIdConnectProvider");
    const roles = ["payments-ci-preview", "payments-ci-deploy"];
    expect(all(registered, "aws:iam/role:Role").map(({ name }) => name)).toEqual(roles);
    expect(all(registered, "aws:iam/rolePolicy:RolePolicy").map(({ name }) => name)).toEqual(roles);
  });

  it("lets deployments come from the environment's protected one, previews from pull requests", async () => {
    const registered = await build();
    const trustOf = (suffix: string) =>
      String(only(registered, "aws:iam/role:Role", suffix).inputs.assumeRolePolicy);
    expect(trustOf("deploy")).toContain("repo:example/platform:environment:production");
    expect(trustOf("preview")).toContain("repo:example/platform:pull_request");
  });
});
