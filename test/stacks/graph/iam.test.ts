// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../../stacks/environments";
import { label, resourcesOf, textsIn } from "../../support/graph";
import { platform, platformTimeout, type Resource, type StackGraph } from "../../support/platform";

/** A statement as AWS takes it, with one or many of each. */
interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

interface Found {
  readonly where: string;
  readonly resource: Resource;
  readonly statement: Statement;
}

function many(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === "string" ? [value] : (value ?? []);
}

function principals({ Principal }: Statement): readonly string[] {
  if (Principal === undefined || typeof Principal === "string") return many(Principal);
  return Object.values(Principal).flatMap(many);
}

/** Statements of every policy, wherever in the inputs it stands. */
function statementsIn(resources: readonly Resource[]): Found[] {
  return resources.flatMap((resource) =>
    textsIn(resource.inputs)
      .filter(({ text }) => text.includes('"Statement"'))
      .flatMap(({ path, text }) =>
        (JSON.parse(text) as { Statement: Statement[] }).Statement.map((statement) => ({
          where: `${label(resource)}: ${path} ${statement.Sid ?? ""}`,
          resource,
          statement,
        })),
      ),
  );
}

describe.each(Object.entries(environments))("the policies of %s", (_, topology) => {
  let stacks: readonly StackGraph[];
  let found: readonly Found[];
  beforeAll(async () => {
    stacks = await platform(topology);
    found = statementsIn(resourcesOf(stacks));
  }, platformTimeout);

  const those = (wrong: (statement: Statement) => boolean) =>
    found.filter(({ statement }) => wrong(statement)).map(({ where }) => where);

  it("are found in all their places", () => {
    const types = new Set(found.map(({ resource }) => resource.type.split(":").at(-1)));
    expect([...types].sort()).toEqual(["BucketPolicy", "Key", "Role", "RolePolicy", "TopicPolicy"]);
    expect(found.length).toBeGreaterThan(50);
  });

  it("allow no action on everything", () => {
    const bare = ({ Effect, Action, Resource: resource }: Statement) =>
      Effect === "Allow" && many(Action).includes("*") && many(resource).includes("*");
    expect(those(bare)).toEqual([]);
  });

  it("name what they allow, never what they leave out", () => {
    const inverted = (statement: Statement) =>
      ["NotAction", "NotResource", "NotPrincipal"].some((name) => name in statement);
    expect(those(inverted)).toEqual([]);
    expect(those(({ Action }) => many(Action).length === 0)).toEqual([]);
    expect(those(({ Resource: resource }) => resource?.length === 0)).toEqual([]);
  });

  it("name everybody only under a condition", () => {
    const open = (statement: Statement) =>
      principals(statement).includes("*") && statement.Condition === undefined;
    expect(those(open)).toEqual([]);
  });

  it("write only to named resources, but for the deployment's own role", () => {
    const writes = ({ Effect, Action, Resource: resource, Condition }: Statement) =>
      Effect === "Allow" &&
      many(resource).includes("*") &&
      Condition === undefined &&
      many(Action).some((action) => !/^[a-z0-9-]+:(Describe|Get|List)/.test(action));
    const wide = found.filter(
      ({ resource, statement }) => resource.type.endsWith(":RolePolicy") && writes(statement),
    );
    expect(wide.map(({ where }) => where)).toEqual([
      "base aws:iam/rolePolicy:RolePolicy payments-ci-deploy: policy ManageDns",
    ]);
  });

  it("let the deployment work in the environment's regions only", () => {
    const deploy = found.find(({ statement }) => statement.Sid === "ManagePlatformInItsRegions");
    const { replicas, witness } = topology.journal;
    const regions = [...topology.regions.map(({ name }) => name), ...replicas, witness];
    expect(deploy?.statement.Condition).toEqual({
      StringEquals: { "aws:RequestedRegion": [...new Set(regions)] },
    });
  });

  it("let only services and GitHub's two subjects assume a role", () => {
    const trusts = found.filter(({ resource }) => resource.type === "aws:iam/role:Role");
    const assumers = new Set(trusts.flatMap(({ statement }) => principals(statement)));
    const outside = [...assumers].filter((principal) => !principal.endsWith(".amazonaws.com"));
    expect(outside).toHaveLength(1);
    expect(outside[0]).toMatch(/OpenIdConnectProvider\/payments-ci-github$/);
    const federated = trusts.filter(({ statement }) => statement.Condition !== undefined);
    const subjects = federated.flatMap(({ statement }) =>
      textsIn(statement.Condition).filter(({ text }) => text.startsWith("repo:")),
    );
    expect(subjects.map(({ text }) => text).sort()).toEqual([
      `repo:${topology.ci.repository}:environment:${topology.environment}`,
      `repo:${topology.ci.repository}:pull_request`,
    ]);
  });

  it("go with no user, no access key and no managed policy of administrators", () => {
    const resources = resourcesOf(stacks);
    const people = resources.filter(({ type }) => /:(User|AccessKey|Group)$/.test(type));
    const attached = resources
      .filter(({ type }) => type.endsWith("RolePolicyAttachment"))
      .map(({ inputs }) => String(inputs.policyArn));
    expect(people.filter(({ type }) => type.startsWith("aws:iam/")).map(label)).toEqual([]);
    expect(attached.length).toBeGreaterThan(5);
    expect(attached.filter((arn) => /Administrator|PowerUser|FullAccess/.test(arn))).toEqual([]);
  });
});
