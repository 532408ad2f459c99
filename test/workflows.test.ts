// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { versions } from "../sandbox/versions";
import { environments } from "../stacks/environments";
import { scopeName, scopesOf, stackName, type Scope, type Topology } from "../stacks/topology";

const root = join(__dirname, "..");
const folder = join(root, ".github", "workflows");

const stepSchema = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const jobSchema = z.looseObject({
  if: z.string().optional(),
  needs: z.union([z.string(), z.array(z.string())]).optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.string()).optional(),
  "runs-on": z.string().optional(),
  "timeout-minutes": z.number().optional(),
  permissions: z.record(z.string(), z.string()).optional(),
  environment: z.string().optional(),
  env: z.record(z.string(), z.unknown()).optional(),
  strategy: z.looseObject({ matrix: z.record(z.string(), z.unknown()) }).optional(),
  steps: z.array(stepSchema).optional(),
});
const workflowSchema = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.unknown().optional(),
  jobs: z.record(z.string(), jobSchema),
});
type Workflow = z.infer<typeof workflowSchema>;
type Job = z.infer<typeof jobSchema>;

const files = readdirSync(folder).sort();
const setUp = read("../actions/set-up/action.yml");
const topologies = Object.values(environments);
const stackFiles = readdirSync(join(root, "stacks"))
  .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
  .sort();
const selfHosted = (stack: string, label: string) =>
  `\${{ endsWith(${stack}, '-delivery') && fromJSON(format('${label})) || 'ubuntu-24.04' }}`;

describe.each(files)("the workflow %s", (file) => {
  const text = read(file);
  const workflow = workflowSchema.parse(parse(text));
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  it("gives a token no right but those that a job asks for", () => {
    expect(workflow.permissions).toEqual({});
    for (const [, job] of jobs) expect(job.permissions).toBeDefined();
  });

  it("ends every job that hangs", () => {
    for (const [name, job] of jobs.filter(([, { uses }]) => uses === undefined)) {
      expect([name, job["timeout-minutes"]]).toEqual([name, expect.any(Number)]);
    }
  });

  it("does not run twice at a time", () => {
    const own = jobs.every(([, job]) => "concurrency" in job);
    expect(workflow.concurrency !== undefined || own).toBe(true);
  });

  it("pins actions to a commit, and says which version that is", () => {
    const used = [...`${text}${setUp}`.matchAll(/uses: (.+)/g)].flatMap(([, name = ""]) =>
      name.startsWith("./") ? [] : [name],
    );
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+/);
  });

  it("leaves no token in a checkout", () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
      expect(step.with).toMatchObject({ "persist-credentials": false });
    }
  });

  it("lets no text from outside into a script", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  it("does not run a pull request's code with the default branch's rights", () => {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    if ("workflow_run" in workflow.on) {
      for (const { uses = "", run = "" } of steps) {
        expect(uses).toBe("");
        expect(run).not.toMatch(/\b(npm|npx|node|git)\b/);
      }
    }
  });

  it("runs scripts that there are", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = [...text.matchAll(/npm run (?:--\S+ )*([\w:-]+)( --workspace)?/g)];
    for (const [, name = "", workspace] of named) {
      expect(workspace === undefined ? Object.keys(scripts) : ["build"]).toContain(name);
    }
  });

  it("names stacks that there are", () => {
    const names = topologies.map(({ environment }) => environment).join("|");
    const named = [...text.matchAll(new RegExp(`(?<![\\w-])(?:${names})-[a-z0-9-]+`, "g"))];
    for (const [stack] of named) expect(stackFiles).toContain(stack);
  });
});

it("the set-up takes the Pulumi CLI that the sandbox pins", () => {
  expect(setUp).toContain(`PULUMI_VERSION: ${versions.cli}\n`);
  expect(setUp).toContain(`INSTALLER_VERSION: ${versions.installer}\n`);
});

it("signs in by a region in which the platform does not run", () => {
  const regions = topologies.flatMap((topology) => topology.regions.map(({ name }) => name));
  for (const file of files) {
    for (const [, region] of read(file).matchAll(/aws-region: (.+)/g)) {
      expect(regions).not.toContain(region);
    }
  }
});

describe("what runs for a pull request from a fork", () => {
  const { jobs } = workflow("pull-request.yml");

  it("has no secret and a token that reads the code", () => {
    expect(read("pull-request.yml")).not.toMatch(/secrets\.|id-token|vars\./);
    for (const job of Object.values(jobs)) expect(job.permissions).toEqual({ contents: "read" });
  });

  it("tells about every environment", () => {
    const matrix = job(jobs, "diff").strategy?.matrix;
    expect(matrix?.environment).toEqual(Object.keys(environments));
    for (const name of Object.keys(environments)) {
      expect(read("pull-request-comment.yml")).toMatch(
        new RegExp(`for environment in .*\\b${name}\\b`),
      );
    }
  });

  it("is commented by a workflow that is started by its name", () => {
    const { on } = workflow("pull-request-comment.yml");
    const { name } = workflow("pull-request.yml");
    expect(on.workflow_run).toEqual({ workflows: [name], types: ["completed"] });
  });

  it("gets no credentials of the cloud", () => {
    const preview = job(workflow("preview.yml").jobs, "preview");
    expect(preview.if).toContain("head.repo.full_name == github.repository");
  });
});

describe.each(topologies)("the workflows on AWS, for $environment", (topology) => {
  const preview = job(workflow("preview.yml").jobs, "preview");
  const previewed = words(preview.env?.PREVIEWED);
  const exported = words(preview.env?.EXPORTED);

  it("preview or export every stack", () => {
    expect([...previewed, ...exported].sort()).toEqual(scopesOf(topology).map(scopeName).sort());
  });

  it("preview no delivery stack of a private cluster with a pull request's role", () => {
    for (const scope of scopesOf(topology).filter((one) => isOfPrivateCluster(topology, one))) {
      expect(previewed).not.toContain(scopeName(scope));
      expect(exported).toContain(scopeName(scope));
    }
  });

  it("compare every stack, and judge every one", () => {
    const { jobs } = workflow("drift.yml");
    const scopes = scopesOf(topology).map(scopeName);
    expect(job(jobs, "drift").strategy?.matrix.scope).toEqual(scopes);
    expect(words(job(jobs, "compliance").env?.SCOPES)).toEqual(scopes);
  });

  it("reach the clusters from a runner of one's own", () => {
    const deploy = job(workflow("deploy-stack.yml").jobs, "deploy");
    const drift = job(workflow("drift.yml").jobs, "drift");
    expect(deploy["runs-on"]).toBe(
      selfHosted("inputs.stack", `["self-hosted", "{0}"]', inputs.stack`),
    );
    expect(drift["runs-on"]).toBe(
      selfHosted("matrix.scope", `["self-hosted", "{0}-{1}"]', matrix.environment, matrix.scope`),
    );
  });

  it("deploy each stack after the one before it has succeeded, the active region last", () => {
    const { jobs } = workflow("deploy.yml");
    const order = rollout(topology);
    const deployed = Object.values(jobs).filter(
      (one) => one.with?.environment === topology.environment,
    );
    expect(deployed.map((one) => one.with?.stack)).toEqual(order);
    for (const [index, stack] of order.entries()) {
      const before = order[index - 1];
      if (before === undefined) continue;
      expect(job(jobs, stack)).toMatchObject({
        needs: before,
        if: `\${{ !cancelled() && needs.${before}.result == 'success' }}`,
      });
    }
  });

  it("can deploy each stack by hand, alone", () => {
    const inputs = z
      .object({ inputs: z.record(z.string(), z.looseObject({ options: z.array(z.string()) })) })
      .parse(workflow("deploy-stack.yml").on.workflow_dispatch).inputs;
    expect(inputs.stack?.options).toEqual(expect.arrayContaining(rollout(topology)));
    expect(inputs.environment?.options).toContain(topology.environment);
  });
});

it("an update comes after a preview and its gates", () => {
  const { steps = [] } = job(workflow("deploy-stack.yml").jobs, "deploy");
  const at = (part: string) => steps.findIndex(({ run }) => run?.includes(part));
  expect(at("pulumi preview")).toBeGreaterThan(-1);
  expect(at("npm run --silent gate")).toBeGreaterThan(at("pulumi preview"));
  expect(at("pulumi up")).toBeGreaterThan(at("npm run --silent gate"));
  // Without a condition of its own a step runs only after all before it have succeeded.
  expect(steps[at("pulumi up")]?.if).toBeUndefined();
});

/** What the regions share, then the standbys, then the active region, then what ties them. */
function rollout(topology: Topology): string[] {
  const regions = topology.regions.map(({ name }) => name);
  const standbys = regions.filter((name) => name !== topology.activeRegion);
  const scopes: Scope[] = [
    "base",
    ...[...standbys, topology.activeRegion].flatMap((region) => [
      { region, delivery: false },
      { region, delivery: true },
    ]),
    "global",
  ];
  return scopes.map((scope) => stackName(topology, scope));
}

function isOfPrivateCluster({ regions }: Topology, scope: Scope): boolean {
  if (typeof scope === "string" || !scope.delivery) return false;
  const region = regions.find(({ name }) => name === scope.region);
  return region?.clusterApi.access === "private";
}

function workflow(file: string): Workflow {
  return workflowSchema.parse(parse(read(file)));
}

function read(file: string): string {
  return readFileSync(join(folder, file), "utf8");
}

function job(jobs: Workflow["jobs"], name: string): Job {
  const found = jobs[name];
  if (found === undefined) throw new RangeError(`there is no job ${name}`);
  return found;
}

function words(value: unknown): string[] {
  return z.string().parse(value).split(" ");
}
