// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { base } from "../../stacks/base";
import { delivery } from "../../stacks/delivery";
import { global } from "../../stacks/global";
import { region } from "../../stacks/region";
import { scopeName, scopesOf, stackName, type Scope, type Topology } from "../../stacks/topology";
import {
  identityOf,
  mockCloud,
  type Identity,
  type MockCloudOptions,
  type StackRead,
} from "./mock-cloud";
import { record, type Registered } from "./mocks";

/** A stack as its program registered it. */
export interface StackGraph {
  /** `base`, `us-east-1`, `us-east-1-delivery` or `global`. */
  readonly scope: string;
  readonly resources: readonly Resource[];
  /** What the other stacks see of it. */
  readonly read: StackRead;
}

/** A resource of the platform, in its stack. */
export interface Resource extends Registered, Identity {
  readonly scope: string;
  /** Region of its AWS provider, `undefined` where the provider is of another kind. */
  readonly region: string | undefined;
}

/** Milliseconds that a hook or a test may take which runs all stacks, on a busy machine. */
export const platformTimeout = 120_000;

/** How {@link runStack} runs a program. */
export interface RunOptions {
  /** @default false */
  readonly preview?: boolean;
  /** Stacks that are deployed, by full name. @default - none */
  readonly deployed?: ReadonlyMap<string, StackRead>;
  /** Hears of every resource, also where the program fails later. @default - nobody */
  readonly seen?: (resource: pulumi.runtime.MockResourceArgs) => void;
  /** The cloud that answers. @default {@link mockCloud} */
  readonly cloud?: (options: MockCloudOptions) => pulumi.runtime.Mocks;
}

/** Full name of a stack, as references write it. */
export function fullName(topology: Topology, scope: Scope): string {
  return `organization/payments/${stackName(topology, scope)}`;
}

/** Every stack of an environment in order, each reading the outputs that the earlier ones gave. */
export async function platform(
  topology: Topology,
  options: Pick<RunOptions, "cloud"> = {},
): Promise<StackGraph[]> {
  const deployed = new Map<string, StackRead>();
  const stacks: StackGraph[] = [];
  for (const scope of scopesOf(topology)) {
    const stack = await runStack(topology, scope, { ...options, deployed });
    deployed.set(fullName(topology, scope), stack.read);
    stacks.push(stack);
  }
  return stacks;
}

/** Every stack of an environment at preview, with none deployed. */
export async function fromNothing(topology: Topology): Promise<StackGraph[]> {
  const stacks: StackGraph[] = [];
  for (const scope of scopesOf(topology)) {
    stacks.push(await runStack(topology, scope, { preview: true }));
  }
  return stacks;
}

/** Runs the program of one stack. @throws what the program throws */
export async function runStack(
  topology: Topology,
  scope: Scope,
  { preview = false, deployed = new Map(), seen, cloud: answering = mockCloud }: RunOptions = {},
): Promise<StackGraph> {
  const stack = stackName(topology, scope);
  const { accountId } = topology;
  const exported = { outputs: {} as Record<string, unknown>, secretOutputNames: [] as string[] };
  const program = async (): Promise<void> => {
    const outputs = await programOf(copyOf(topology), scope);
    for (const [name, output] of Object.entries(outputs).map(toOutput)) {
      if (await pulumi.isSecret(output)) exported.secretOutputNames.push(name);
      if (!preview) exported.outputs[name] = await valueOf(output);
    }
  };
  const cloud = { stack, accountId, preview, deployed };
  const options = { stack, preview, mocks: observed(answering(cloud), seen) };
  const registered = await record(program, options);
  const regionOfProvider = regionsOfProviders(registered);
  const resources = registered.map((resource) => {
    const region = regionOfProvider.get(urnOfProvider(resource.provider));
    return { ...resource, ...identityOf(cloud, resource, region), region, scope: scopeName(scope) };
  });
  return { scope: scopeName(scope), resources, read: exported };
}

function observed(mocks: pulumi.runtime.Mocks, seen: RunOptions["seen"]): pulumi.runtime.Mocks {
  return {
    newResource(args) {
      seen?.(args);
      return mocks.newResource(args);
    },
    call: (args) => mocks.call(args),
  };
}

/** Under Jest a list of `structuredClone` is none to Pulumi's SDK: it comes from another realm. */
function copyOf(topology: Topology): Topology {
  return JSON.parse(JSON.stringify(topology)) as Topology;
}

function programOf(topology: Topology, scope: Scope): object | Promise<object> {
  if (scope === "base") return base(topology);
  if (scope === "global") return global(topology);
  return scope.delivery ? delivery(topology, scope.region) : region(topology, scope.region);
}

function toOutput([name, value]: [string, unknown]): [string, pulumi.Output<unknown>] {
  return [name, pulumi.output(value)];
}

function valueOf(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((resolve) => output.apply(resolve));
}

function regionsOfProviders(registered: readonly Registered[]): Map<string, string> {
  const providers = registered.filter(({ type }) => type === "pulumi:providers:aws");
  return new Map(providers.map(({ urn, inputs }) => [urn, String(inputs.region)]));
}

/** A provider is referred to by `<urn>::<id>`; ids of the mocks hold no `::`. */
export function urnOfProvider(reference: string): string {
  return reference.split("::").slice(0, -1).join("::");
}
