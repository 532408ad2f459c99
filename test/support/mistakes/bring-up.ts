// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { awsProvider } from "../../../sandbox/aws";
import { seedCloud } from "../../../sandbox/aws/seed";
import type { CloudObject } from "../../../sandbox/provider/cloud";
import {
  type Instance,
  type ProviderDefinition,
  ResourceHandler,
  type Target,
} from "../../../sandbox/provider/provider";
import { randomProvider } from "../../../sandbox/random";
import type { Properties } from "../../../sandbox/provider/values";
import type { Topology } from "../../../stacks/topology";
import { mockCloud, type MockCloudOptions } from "../mock-cloud";
import { plain } from "../plain";
import { platform } from "../platform";
import { MemoryCloud } from "./memory-cloud";

/** `@pulumi/eks` with the sandbox's components, which in the engine another process makes. */
jest.mock("@pulumi/eks", () => {
  type Args = readonly [name: string, args: pulumi.Inputs, options: object];
  type Component = new (...args: Args) => { readonly state: pulumi.Inputs };
  type Sdk = Record<string, { isInstance(value: unknown): boolean }>;
  const sdk = jest.requireActual<Sdk>("@pulumi/eks");
  const local = (name: string, file: string) =>
    class {
      static isInstance = (value: unknown) => sdk[name]?.isInstance(value) === true;
      constructor(resource: string, { cluster, ...args }: pulumi.Inputs, options: object) {
        const { [name]: Made } = jest.requireActual<Record<string, Component>>(file);
        if (Made === undefined) throw new Error(`${file} has no ${name}`);
        const inputs =
          cluster === undefined ? args : { ...args, cluster: coreOf(cluster as KnownCluster) };
        const made = new Made(resource, inputs, options);
        return Object.assign(made, made.state);
      }
    };
  // Of the cluster only what a node group reads: the mocks can't send a whole one.
  const coreOf = ({ core: { cluster, subnetIds } }: KnownCluster): object => ({
    cluster: { name: cluster.name, version: cluster.version },
    subnetIds,
  });
  return {
    ...sdk,
    Cluster: local("Cluster", "../../../sandbox/eks/cluster"),
    ManagedNodeGroup: local("ManagedNodeGroup", "../../../sandbox/eks/managed-node-group"),
  };
});

interface KnownCluster {
  readonly core: {
    readonly cluster: { readonly name: unknown; readonly version: unknown };
    readonly subnetIds: unknown;
  };
}

/** A resource of AWS as it came up. */
export interface Standing {
  readonly target: Target;
  /** The provider's region. */
  readonly region: string;
  /** What the program gave. */
  readonly given: Properties;
  readonly object: CloudObject;
}

/** An environment that is up. */
export interface Environment {
  readonly topology: Topology;
  readonly cloud: MemoryCloud;
  /** In the order in which they came up. */
  readonly standing: readonly Standing[];
}

/**
 * Brings an environment up without the engine: its programs run under Pulumi's mocks, and the
 * sandbox's stand-ins answer them as they answer the engine, by checks and creations in order.
 *
 * @throws what a stand-in refuses
 */
export async function bringUp(topology: Topology): Promise<Environment> {
  const cloud = new MemoryCloud();
  await seedCloud(cloud, { account: topology.accountId, zone: topology.dns.zone });
  const standing: Standing[] = [];
  let refuse: (error: unknown) => void = () => undefined;
  const refused = new Promise<never>((_, reject) => (refuse = reject));
  const answering = (options: MockCloudOptions): pulumi.runtime.Mocks => {
    const engine = new Engine(cloud, options);
    return {
      call: (args) => engine.call(args),
      newResource: async (args) => {
        try {
          return await engine.newResource(args, standing);
        } catch (error) {
          refuse(error);
          // The program waits for ever, and so says nothing more about it.
          return new Promise(() => undefined);
        }
      },
    };
  };
  await Promise.race([platform(topology, { cloud: answering }), refused]);
  return { topology, cloud, standing };
}

/** Does for one stack what the engine does between a program and the providers. */
class Engine {
  private readonly others: pulumi.runtime.Mocks;
  /** Regions of the stack's AWS providers, by name. */
  private readonly regions = new Map<string, string>();

  constructor(
    private readonly cloud: MemoryCloud,
    private readonly options: MockCloudOptions,
  ) {
    this.others = mockCloud(options);
  }

  async newResource(
    args: pulumi.runtime.MockResourceArgs,
    standing: Standing[],
  ): Promise<pulumi.runtime.MockResourceResult> {
    const { type: token, name } = args;
    const given = plain(args.inputs) as Properties;
    if (token === "pulumi:providers:aws") this.regions.set(name, String(given.region));
    const definition = standIns[token.split(":")[0] ?? ""];
    if (definition === undefined) return this.others.newResource(args);
    const handler = new ResourceHandler(definition);
    const instance = this.instanceOf(args.provider);
    const urn = `urn:pulumi:${this.options.stack}::payments::${token}::${name}`;
    const target = { urn, token, name };
    const { inputs, failures } = handler.check(instance, target, undefined, given);
    if (failures.length > 0) throw new Error(`${urn}: ${JSON.stringify(failures)}`);
    const object = await handler.create(instance, target, inputs);
    const state = handler.stateOf(target, object);
    if (definition === randomProvider) return { id: object.id, state: asSecrets(state) };
    standing.push({ target, region: instance.place, given, object });
    return { id: object.id, state };
  }

  call(args: pulumi.runtime.MockCallArgs): ReturnType<pulumi.runtime.Mocks["call"]> {
    const invoke = awsProvider.invokes[args.token];
    if (invoke === undefined) return this.others.call(args);
    return invoke(plain(args.inputs) as Properties, this.instanceOf(args.provider));
  }

  private instanceOf(provider = ""): Instance {
    const region = this.regions.get(provider.split("::").at(-2) ?? "") ?? "";
    return instanceIn(this.cloud, this.options.accountId, region);
  }
}

function asSecrets(state: Properties): Properties {
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [key, pulumi.secret(value)]),
  );
}

const standIns: Readonly<Record<string, ProviderDefinition>> = {
  aws: awsProvider,
  random: randomProvider,
};

/** The AWS provider of a region. */
export function instanceIn(cloud: MemoryCloud, account: string, region: string): Instance {
  return { configuration: { region }, place: region, account, cloud };
}
