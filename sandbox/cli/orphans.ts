// SPDX-License-Identifier: Apache-2.0
import {
  readDeployment,
  stacksIn,
  type Deployment,
  type StateResource,
} from "../engine/state-files";
import type { EngineWorkspace } from "../engine/workspace";
import { Cloud, type CloudObject, type CloudReader } from "../provider/cloud";

/** Something that a program made and that no stack's state knows: nobody will change or delete it. */
export interface Orphan {
  readonly object: CloudObject;
  /** The stack whose run made it. */
  readonly stack: string;
  /** What to do about it, a line each. */
  readonly advice: readonly string[];
}

/**
 * What a crash or a kill has left: objects with a URN that no state has under that id. What AWS
 * keeps of deleted objects, and what was there before any program, is no orphan.
 *
 * @param stateFolder where the engine keeps the states of the environment's stacks
 */
export function orphansOf(cloud: CloudReader, stateFolder: string, environment: string): Orphan[] {
  const deployments = new Map(
    stacksIn(stateFolder).map((stack) => [stack, readDeployment(stateFolder, stack) ?? {}]),
  );
  const known = new Set(
    [...deployments.values()]
      .flatMap(({ resources = [] }) => resources)
      .flatMap(({ urn, aliases = [], id }) => [urn, ...aliases].map((name) => `${name} ${id}`)),
  );
  return cloud
    .all()
    .filter(({ urn, type }) => urn !== "" && !type.startsWith("leftover:"))
    .filter(({ urn, id }) => !known.has(`${urn} ${id}`))
    .map((object) => {
      const [, , stack = ""] = (object.urn.split("::")[0] ?? "").split(":");
      const deployment = deployments.get(stack) ?? {};
      return { object, stack, advice: adviceFor(object, stack, deployment, environment) };
    });
}

/** Says after a failure what a stack's run has left behind; on stderr. */
export function tellOrphans(workspace: EngineWorkspace, environment: string, stack: string): void {
  const cloud = new Cloud(workspace.path("cloud"));
  const left = orphansOf(cloud, workspace.path("state"), environment);
  const own = left.filter((orphan) => orphan.stack === stack);
  if (own.length === 0) return;
  process.stderr.write(`\nLeft behind, unknown to ${stack}:\n\n${orphansAsText(own)}\n`);
}

/** The orphans for people: what, where, whose, and what to do. */
export function orphansAsText(orphans: readonly Orphan[]): string {
  return orphans
    .map(({ object: { place, type, id, urn }, advice }) =>
      [`${place}  ${type}  ${id}`, `  made by ${urn}`, ...advice.map((line) => `  ${line}`)].join(
        "\n",
      ),
    )
    .join("\n\n");
}

function adviceFor(
  { urn, type, id, place }: CloudObject,
  stack: string,
  deployment: Deployment,
  environment: string,
): string[] {
  const { resources = [], pending_operations: pending = [] } = deployment;
  const chosen = environment === "production" ? [] : ["--environment", environment];
  const command = (...words: string[]) =>
    ["npm run sandbox --", ...[...words, ...chosen].map(quoted)].join(" ");
  if (pending.some(({ type: kind, resource }) => kind === "creating" && resource.urn === urn)) {
    return [
      `a killed run was making it; the next takes it into the state: ${command("up", stack)}`,
    ];
  }
  const remove = command("cloud", "delete", id, "--type", type, "--place", place);
  const other = resources.find((resource) => resource.urn === urn);
  if (other !== undefined) {
    return [`made twice: the stack has ${other.id ?? "another"}; delete this one: ${remove}`];
  }
  const name = urn.split("::").at(-1) ?? "";
  const flags = importFlags(urn, place, resources);
  return [
    `take it into the state: ${command("import", stack, type, name, id, ...flags)}`,
    `or, where it holds nothing, delete it: ${remove}`,
  ];
}

/** What `pulumi import` has to be told so that the object gets the URN that the program gives it. */
function importFlags(urn: string, place: string, resources: readonly StateResource[]): string[] {
  const parent = parentOf(urn, resources);
  const provider = providerFor(urn, place, resources);
  return [
    ...(parent === undefined ? [] : ["--parent", `parent=${parent}`]),
    ...(provider === undefined ? [] : ["--provider", `provider=${provider}`]),
  ];
}

/**
 * The component above it. A URN has the parent's types and not its name; where several are of the
 * types, the one with whose name the child's begins, as it does in this repository.
 */
function parentOf(urn: string, resources: readonly StateResource[]): string | undefined {
  const { types, name } = partsOf(urn);
  const above = types.slice(0, -1).join("$");
  if (above === "") return undefined;
  const candidates = resources.filter(
    (resource) => partsOf(resource.urn).types.join("$") === above,
  );
  const [only, ...others] = candidates;
  if (others.length === 0) return only?.urn;
  return candidates
    .filter((resource) => name.startsWith(partsOf(resource.urn).name))
    .sort((one, other) => other.urn.length - one.urn.length)[0]?.urn;
}

function providerFor(
  urn: string,
  place: string,
  resources: readonly StateResource[],
): string | undefined {
  const package_ = partsOf(urn).types.at(-1)?.split(":")[0] ?? "";
  const providers = resources.filter(({ type }) => type === `pulumi:providers:${package_}`);
  const [first] = providers;
  return (providers.find(({ inputs }) => inputs?.region === place) ?? first)?.urn;
}

function partsOf(urn: string): { readonly types: string[]; readonly name: string } {
  const [, , types = "", name = ""] = urn.split("::");
  return { types: types.split("$"), name };
}

/** As a shell takes it. */
function quoted(word: string): string {
  return /^[\w:/.=@-]+$/.test(word) ? word : `'${word}'`;
}
