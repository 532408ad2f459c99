// SPDX-License-Identifier: Apache-2.0
import { stacksOf } from "../../sandbox/cli/stacks";
import { text } from "../../sandbox/provider/values";
import { production } from "../../stacks/environments/production";
import { stackName } from "../../stacks/topology";
import { Checkout } from "../support/checkout";
import { filesIn, headings, outcome, stepsOf, summaryTitles } from "../support/engine-output";
import {
  isCiphertext,
  nameOf,
  plaintextOf,
  propertiesNamed,
  resourcesOf,
  type ExportedStacks,
} from "../support/exported-state";
import { cliTimeLimit } from "../support/fixture-project";

const stacks = stacksOf(production);
const regions = production.regions.map(({ name }) => name);
const regionTitles = [
  ...["VPC", "database role", "cluster", "database", "cache", "load balancer", "private names"],
  ...["Argo CD chart", "Argo CD role label"],
];
/** What AWS keeps of what was deleted, for a while or until it is deleted too. */
const kept = [
  "leftover:elasticache/snapshot",
  "leftover:kms/keyPendingDeletion",
  "leftover:rds/clusterSnapshot",
  "leftover:secretsmanager/secretInRecovery",
];
const done = { code: 0, output: "" };

jest.setTimeout(cliTimeLimit);

/** Ordered: every test goes on from where the one before left the environment. */
describe("production in the real engine", () => {
  let checkout: Checkout;
  let exported: ExportedStacks;
  let exportedText: string;

  beforeAll(() => {
    checkout = new Checkout();
  });
  afterAll(() => checkout.remove());

  const regionStack = (region: string) =>
    resourcesOf(exported, stackName(production, { region, delivery: false }));

  it("previews every stack before anything is up, and makes nothing", async () => {
    const ended = await checkout.sandbox(["preview"]);
    expect(outcome(ended)).toEqual(done);
    expect(headings(ended)).toEqual(stacks);
    expect(ended.stdout.match(/^ +\+ \d+ to create$/gm)).toHaveLength(stacks.length);
    // The adopted zone is the only thing in the account.
    expect(contents(checkout)).toEqual(["aws:route53/zone:Zone"]);
  });

  it("comes up with one command, which ends with a summary for people", async () => {
    const { code, stdout, stderr } = await checkout.start();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const [progress = ""] = stdout.split("\n\n");
    expect(progress.split("\n").map((line) => line.split(/ {2,}/)[0])).toEqual(stacks);
    expect(progress).toMatch(/^production-base +(\d+)\/\1 resources {2}[\d.]+ s {2}\d+ create$/m);
    expect(stdout).toContain("\npayments: payments.pay.example.com\n");
    expect(summaryTitles(stdout, "us-east-1, active")).toEqual(regionTitles);
    expect(summaryTitles(stdout, "eu-west-1, standby")).toEqual(regionTitles);
    expect(stdout.match(/database role +(\w+)/g)?.map((line) => line.split(/ +/).at(-1))).toEqual([
      "writer",
      "reader",
    ]);
    expect(stdout).not.toContain("not in the outputs");
    expect(stdout).toMatch(
      /\n6 stacks are up, \d{3} resources\. Run it again: it changes nothing\.\n$/,
    );
  });

  it("changes nothing when it is started again, and says so", async () => {
    const { code, stdout } = await checkout.start();
    expect(code).toBe(0);
    expect(stdout.match(/ no changes$/gm)).toHaveLength(2 * stacks.length);
    expect(stdout).toMatch(/\nNothing changed: 6 stacks, \d{3} resources, all as described\.\n$/);
  });

  it("finds no drift in what it has just made, and a refresh changes no stack", async () => {
    const preview = await checkout.sandbox(["preview", "--refresh", "--expect-no-changes"]);
    expect(outcome(preview)).toEqual(done);
    const refresh = await checkout.sandbox(["refresh", "--expect-no-changes"]);
    expect(outcome(refresh)).toEqual(done);
  });

  it("leaves the clone as git knows it", () => {
    expect(checkout.changes()).toBe("");
  });

  it("gives every stack outputs", async () => {
    const { code, stdout } = await checkout.sandbox(["outputs"]);
    expect(code).toBe(0);
    const outputs = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
    expect(Object.keys(outputs).sort()).toEqual([...stacks].sort());
    for (const stack of stacks) {
      const values = Object.values(outputs[stack] ?? {});
      expect(values).not.toHaveLength(0);
      expect(values).not.toContain(null);
    }
    expect(outputs["production-base"]?.databasePassword).toBe("[secret]");
  });

  it("keeps every generated password and token encrypted, in the state and in the logs", async () => {
    ({ text: exportedText, stacks: exported } = await checkout.export("production"));
    const { stacks: opened } = await checkout.export("production", "--show-secrets");
    const generated = stacks
      .flatMap((stack) => resourcesOf(opened, stack))
      .filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
      .flatMap(({ outputs }) => [outputs?.result, outputs?.bcryptHash])
      .map((secret) => String(plaintextOf(secret)));
    // A database user and a cache in each region; each password has a hash.
    expect(generated).toHaveLength(2 * (1 + regions.length));
    const places = {
      export: exportedText,
      ...filesIn(checkout.path(".sandbox/production/state")),
      ...filesIn(checkout.path(".sandbox/production/logs")),
    };
    for (const secret of generated) {
      expect(secret.length).toBeGreaterThan(15);
      const written = JSON.stringify(secret).slice(1, -1);
      const holding = Object.entries(places).filter(
        ([, content]) => content.includes(secret) || content.includes(written),
      );
      expect(holding.map(([place]) => place)).toEqual([]);
    }
  });

  it("keeps secret what a secret was passed on to, across stacks too", () => {
    const names = [
      ...["result", "bcryptHash", "databasePassword", "masterPasswordWo", "authTokenWo"],
      ...["masterPassword", "authToken", "secretString", "secretStringWo"],
    ];
    const all = stacks.flatMap((stack) => resourcesOf(exported, stack));
    const secrets = propertiesNamed(names, all);
    expect(secrets.filter(({ value }) => !isCiphertext(value))).toEqual([]);
    // The password is generated in base; the writer's region reads it from there.
    const writer = propertiesNamed(["masterPasswordWo"], regionStack(production.activeRegion));
    expect(writer).toHaveLength(1);
    expect(secrets.filter(({ where }) => where.includes("secretStringWo"))).toHaveLength(4);
  });

  it.each(regions)("keeps %s's stack in its own region, with one aws provider", (region) => {
    const resources = regionStack(region);
    const providers = resources.filter(({ type }) => type === "pulumi:providers:aws");
    expect(providers.map(({ inputs }) => inputs?.region)).toEqual([region]);
    const [provider] = providers;
    const aws = resources.filter(({ type }) => type.startsWith("aws:"));
    expect(aws.length).toBeGreaterThan(100);
    const reference = `${provider?.urn ?? ""}::${provider?.id ?? ""}`;
    const placed = aws.map((resource) => {
      const [, , , regionOfArn = ""] = text(resource.outputs ?? {}, "arn")?.split(":") ?? [];
      // What is global, IAM for instance, has no region in its ARN.
      const elsewhere = [regionOfArn, text(resource.outputs ?? {}, "region") ?? ""].filter(
        (place) => place !== "" && place !== region,
      );
      return { name: nameOf(resource), own: resource.provider === reference, elsewhere };
    });
    expect(placed.filter(({ own, elsewhere }) => !own || elsewhere.length > 0)).toEqual([]);
    expect(propertiesNamed(["region"], aws).filter(({ value }) => value !== region)).toEqual([]);
    expect(
      resources.map(({ type }) => type).filter((type) => type.startsWith("kubernetes:")),
    ).toEqual([]);
  });

  it.each(regions)("builds the cluster of %s from the children of the real component", (region) => {
    const children = regionStack(region).filter(({ urn }) => urn.includes("eks:index:"));
    const shown = children.map((child) => `${child.type} ${nameOf(child)}`).sort();
    // As @pulumi/eks 4.3.0 makes them; the role and CoreDNS are ours, its groups are skipped.
    expect(shown).toEqual([
      "aws:eks/accessEntry:AccessEntry payments-cluster-deploy",
      "aws:eks/accessEntry:AccessEntry payments-cluster-platform-admin",
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation payments-cluster-deploy-admin",
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation payments-cluster-platform-admin-admin",
      "aws:eks/addon:Addon payments-cluster-kube-proxy",
      "aws:eks/addon:Addon payments-cluster-vpc-cni",
      "aws:eks/cluster:Cluster payments-cluster-eksCluster",
      "aws:eks/nodeGroup:NodeGroup payments-nodes",
      "eks:index:Cluster payments-cluster",
      "eks:index:ManagedNodeGroup payments-nodes",
      "eks:index:VpcCniAddon payments-cluster-vpc-cni",
      "pulumi:providers:kubernetes payments-cluster-eks-k8s",
    ]);
    const cluster = children.find(({ type }) => type === "aws:eks/cluster:Cluster");
    expect(cluster?.urn).toContain(
      "::payments:cluster:EksCluster$eks:index:Cluster$aws:eks/cluster:Cluster::",
    );
    // What the component has no argument for gets there by a transform of its child.
    expect(cluster?.inputs).toMatchObject({
      deletionProtection: true,
      zonalShiftConfig: { enabled: true },
    });
  });

  it("finds drift, leaves the state as it was, and repairs it", async () => {
    const cloud = checkout.cloud("production");
    const one = (type: string) => {
      const [object] = cloud.list(type, "eu-west-1");
      if (object === undefined) throw new Error(`no ${type}`);
      return object;
    };
    const vpc = one("aws:ec2/vpc:Vpc");
    const rule = one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const cluster = one("aws:eks/cluster:Cluster");
    const route = one("aws:ec2/route:Route");
    const before = [vpc, rule, cluster, route];
    const change = async (...args: string[]) => {
      const ended = await checkout.sandbox(["cloud", ...args]);
      expect(outcome(ended)).toEqual(done);
    };
    await change("set", vpc.id, "tags.owner", "nobody");
    await change("set", rule.id, "toPort", "65535");
    await change("set", cluster.id, "vpcConfig.endpointPublicAccess", "true", ...typed(cluster));
    await change("delete", route.id);

    const state = () => filesIn(checkout.path(".sandbox/production/state/.pulumi/stacks"));
    const stateBefore = state();
    const found = await checkout.sandbox([
      "preview",
      "eu-west-1",
      "--json",
      "--refresh",
      "--expect-no-changes",
    ]);
    expect(found.code).toBe(7);
    expect(stepsOf(found)).toEqual({
      [vpc.urn]: { op: "update", properties: { "tags.owner": "delete" } },
      [rule.urn]: { op: "update", properties: { toPort: "update" } },
      [cluster.urn]: { op: "update", properties: { "vpcConfig.endpointPublicAccess": "update" } },
      [route.urn]: { op: "create", properties: {} },
    });
    expect(state()).toEqual(stateBefore);

    expect((await checkout.sandbox(["up", "eu-west-1", "--refresh"])).code).toBe(0);
    for (const { type, id, place, inputs } of before) {
      expect(cloud.find(type, id, place)?.inputs).toEqual(inputs);
    }
    const after = ["preview", "eu-west-1", "--refresh", "--expect-no-changes"];
    expect((await checkout.sandbox(after)).code).toBe(0);
  });

  it("refuses to be destroyed without an explicit flag and a confirmation", async () => {
    const before = contents(checkout);
    const plain = await checkout.sandbox(["destroy"]);
    expect(plain).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "production is protected; to take it down for good: " +
        "npm run sandbox -- destroy --environment production --take-down\n",
    });
    const unconfirmed = await checkout.sandbox(["destroy", "--take-down"]);
    expect(unconfirmed).toMatchObject({ code: 1, stdout: "" });
    expect(unconfirmed.stderr).toBe(
      "taking production down needs --confirm production where nobody can be asked\n",
    );
    expect(contents(checkout)).toEqual(before);
  });

  it("is taken down for good to an empty cloud, but for what AWS keeps", async () => {
    const ended = await checkout.sandbox(["destroy", "--take-down", "--confirm", "production"]);
    expect(outcome(ended)).toEqual(done);
    const left = checkout
      .cloud("production")
      .all()
      // No program made the adopted zone.
      .filter(({ type, urn }) => !(type === "aws:route53/zone:Zone" && urn === ""));
    expect(left.filter(({ type }) => !kept.includes(type)).map(shown)).toEqual([]);
    // The data of either region is still there, in a snapshot.
    const snapshots = left.filter(({ type }) => type === "leftover:rds/clusterSnapshot");
    expect(snapshots.map(({ place }) => place).sort()).toEqual([...regions].sort());
    const { stacks: emptied } = await checkout.export("production");
    for (const stack of stacks) expect(resourcesOf(emptied, stack)).toEqual([]);
    expect(checkout.changes()).toBe("");
  });
});

function contents(checkout: Checkout): string[] {
  return checkout
    .cloud("production")
    .all()
    .map(({ type }) => type);
}

function typed({ type, place }: { readonly type: string; readonly place: string }): string[] {
  return ["--type", type, "--place", place];
}

function shown({ place, type, id }: Readonly<Record<"place" | "type" | "id", string>>): string {
  return `${place} ${type} ${id}`;
}
