// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "./cloud";
import { Faults } from "./faults";
import type { Instance, ProviderDefinition, ResourceHandler, Target } from "./provider";
import type { Properties } from "./values";

/** One call of a provider to its cloud. */
export interface ProviderCall {
  readonly kind: "configure" | "invoke" | "create" | "read" | "update" | "delete";
  /** Token of the type or function; empty where a provider is configured. */
  readonly token: string;
  /** Where the object lives: a region, `global`, or `kubernetes/<cluster>`. */
  readonly place: string;
  /** The region that the provider, or the resource itself, names. */
  readonly region: string;
  /** What is asked for. */
  readonly inputs: Properties;
}

/** Why a call doesn't get through. */
export interface Outage {
  /** What the provider says. */
  readonly message: string;
  /**
   * Whether the provider takes what it can't reach for gone, because somebody told it to.
   * @default false
   */
  readonly forget?: boolean;
}

/** A call that didn't reach its endpoint. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  readonly forget: boolean;

  constructor({ message, forget = false }: Outage) {
    super(message);
    this.forget = forget;
  }
}

/**
 * Lets a call pass only where its endpoint answers.
 *
 * @throws Unreachable in the provider's words
 */
export function reach(
  definition: ProviderDefinition,
  instance: Instance,
  call: ProviderCall,
): void {
  const outage = definition.outageOf?.(call, instance);
  if (outage !== undefined) throw new Unreachable(outage);
}

/** Who calls. */
interface CallingProvider {
  readonly definition: ProviderDefinition;
  readonly handler: ResourceHandler;
  /** Set when the provider's process has ended. @default - it never does */
  readonly ended?: AbortSignal;
}

/**
 * Calls the cloud about an object: over the network, with the faults that are set, and with what
 * the provider itself does about them.
 *
 * @throws Unreachable, Refusal, Crash
 */
export async function callCloud<T extends CloudObject | undefined | void>(
  { definition, handler, ended }: CallingProvider,
  instance: Instance,
  about: Pick<ProviderCall, "kind" | "inputs"> & { readonly target: Target },
  work: () => Promise<T> | T,
): Promise<T> {
  const call = handler.call(instance, about.target, about.kind, about.inputs);
  reach(definition, instance, call);
  const faults = new Faults(instance.cloud, call, {
    attempts: attemptsOf(instance.configuration),
    ended,
  });
  await faults.before();
  const result = await work();
  await faults.after(result ?? undefined);
  return result;
}

/**
 * The provider tries a throttled call so many times in all.
 *
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/provider/
 */
const defaultAttempts = 25;

function attemptsOf({ maxRetries }: Properties): number {
  return maxRetries === undefined ? defaultAttempts : Number(maxRetries);
}
