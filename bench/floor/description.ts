// SPDX-License-Identifier: Apache-2.0
import { isRecord } from "../../sandbox/provider/values";

/** A resource in the engine's export of a stack. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** Whether a provider makes it; components are the engine's own. */
  readonly custom?: boolean;
  readonly parent?: string;
  /** `<urn>::<id>` of the provider. */
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
}

/** What the floor's program registers, in order. */
export interface FloorResource {
  readonly urn: string;
  readonly kind: "component" | "provider" | "custom";
  /** Type token; of a provider, the name of its package. */
  readonly type: string;
  readonly name: string;
  /** Secrets are `{ $secret: value }`, references to resources `{ $resource: urn }`. */
  readonly inputs: unknown;
  /** URN; none where the stack itself is the parent. */
  readonly parent: string | undefined;
  /** URN; none where the engine chooses a default provider. */
  readonly provider: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The floor of a stack as data: what `floor.json` holds. */
export interface FloorDescription {
  /** Full names of the stacks whose outputs the stack reads. */
  readonly reads: readonly string[];
  readonly resources: readonly FloorResource[];
  /** The stack's outputs, marked as inputs are. */
  readonly outputs: unknown;
}

/** The engine's mark of a value that is more than JSON, and what it is. */
const specialKey = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const resourceMark = "5cf8f73096256a8f31e491e813e4eb8e";

const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";
/** The engine's own provider, which it makes when a stack reads another. */
const engineProvider = "pulumi:providers:pulumi";

/** Options that a program gives and the state keeps. */
const keptOptions = ["protect", "ignoreChanges", "additionalSecretOutputs"] as const;

/**
 * Describes the resources of a stack that is up, from its export with secrets shown: the same
 * types, names, parents, providers and options, with every input known. What the engine adds by
 * itself (the stack, default providers) stays out; only what asks for them stays in.
 *
 * @throws TypeError for a value that a floor can't hold, such as a secret that isn't shown
 */
export function describeFloor(
  state: readonly StateResource[],
  reads: readonly string[],
): FloorDescription {
  const providers = new Map(
    state.filter(({ type }) => type.startsWith(providerPrefix)).map((found) => [found.urn, found]),
  );
  const isImplied = (resource: StateResource): boolean =>
    resource.type === stackType ||
    resource.type === engineProvider ||
    (isDefaultProvider(resource) && state.some((user) => providerOf(user) === resource.urn));
  return {
    reads,
    resources: state
      .filter((resource) => !isImplied(resource))
      .map((resource) => describe(resource, providers.get(providerOf(resource) ?? ""))),
    outputs: marked(state.find(({ type }) => type === stackType)?.outputs ?? {}),
  };
}

function describe(resource: StateResource, provider: StateResource | undefined): FloorResource {
  const { urn, type, parent } = resource;
  const implied = provider !== undefined && isDefaultProvider(provider);
  const isProvider = type.startsWith(providerPrefix);
  const kept = keptOptions
    .filter((option) => resource[option] !== undefined)
    .map((option) => [option, resource[option]]);
  const versioned = implied ? provider : isProvider ? resource : undefined;
  const version = versioned?.inputs?.version;
  return {
    urn,
    kind: isProvider ? "provider" : resource.custom === true ? "custom" : "component",
    type: isProvider ? type.slice(providerPrefix.length) : type,
    name: urn.slice(urn.lastIndexOf("::") + 2),
    inputs: marked(inputsOf(resource, isProvider)),
    parent: parent?.includes(`::${stackType}::`) === true ? undefined : parent,
    provider: implied ? undefined : provider?.urn,
    options: {
      ...(Object.fromEntries(kept) as object),
      ...(version !== undefined && { version }),
    },
  };
}

/** What a program gives as a provider's options, or not at all, and the engine keeps as its inputs. */
const notInputs = ["version", "__internal"];

function inputsOf({ inputs = {} }: StateResource, isProvider: boolean): object {
  const given = Object.entries(inputs).filter(([key]) => !(isProvider && notInputs.includes(key)));
  return Object.fromEntries(given);
}

/** The engine makes these for resources that name no provider; nobody is their parent. */
function isDefaultProvider({ urn, type, parent }: StateResource): boolean {
  return type.startsWith(providerPrefix) && parent === undefined && /::default(_|$)/.test(urn);
}

function providerOf({ provider }: StateResource): string | undefined {
  return provider?.slice(0, provider.lastIndexOf("::"));
}

/** A value of the state with marks that a program understands. */
function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (!isRecord(value)) return value;
  const mark = value[specialKey];
  if (mark === undefined) {
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, marked(inside)]));
  }
  if (mark === secretMark && typeof value.plaintext === "string") {
    return { $secret: marked(JSON.parse(value.plaintext) as unknown) };
  }
  if (mark === resourceMark) return { $resource: value.urn };
  throw new TypeError(`a floor can't hold ${JSON.stringify(value)}; export with --show-secrets`);
}
