// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";

import { collectTransforms } from "./transforms";

/** A resource as the program registered it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URN or id reference of the provider that the resource was given, empty where none. */
  readonly provider: string;
  readonly custom: boolean;
  /** Names of the outputs that a component published; the SDK publishes none for one that forgets. */
  readonly published: readonly string[] | undefined;
  /** URN of the parent, which holds the types of all ancestors. */
  readonly parent: string;
  readonly protect: boolean;
  /** URNs of the resources that it waits for, by its inputs or by `dependsOn`. */
  readonly dependencies: readonly string[];
  readonly ignoreChanges: readonly string[];
  /** Inputs whose change makes a new object, also where the provider would change the old one. */
  readonly replaceOnChanges: readonly string[];
  /** What its children go through; the mocks register none for a component of another process. */
  readonly transforms: readonly pulumi.ResourceTransform[];
}

/** Options of a mocked run. */
export interface MockOptions {
  /** Whether computed outputs stay unknown, as at the first preview. @default false */
  readonly preview?: boolean;
  /** Answers of invokes by token. @default - every invoke answers with its own arguments */
  readonly invokes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What providers compute, by type; unknown in a preview. @default - id and arn alone */
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Name of the stack that runs. @default "test" */
  readonly stack?: string;
  /** A cloud that answers instead of `invokes` and `outputs`. @default - made from those two */
  readonly mocks?: pulumi.runtime.Mocks;
}

/**
 * Runs a program under Pulumi's mocks and answers what it registered, in order of registration.
 * Every resource gets an id and an arn made from its name; with `preview` both stay unknown.
 *
 * @throws what the program throws
 */
export async function record(
  program: () => unknown,
  options: MockOptions = {},
): Promise<Registered[]> {
  const { preview = false, stack = "test", mocks = mocksAnswering(options, preview) } = options;
  await pulumi.runtime.setMocks(mocks, "payments", stack, preview, "organization");
  const registered = recordRegistrations(collectTransforms());
  const { stackTraceLimit } = Error;
  // Pulumi's SDK takes a stack trace for every promise, which is nine tenths of a run under Jest.
  Error.stackTraceLimit = 1;
  try {
    await settle(await Promise.resolve(program()));
  } finally {
    // What a program had begun before it threw must not run into the next one.
    await pulumi.runtime.disconnect();
    Error.stackTraceLimit = stackTraceLimit;
  }
  return registered;
}

function mocksAnswering(options: MockOptions, preview: boolean): pulumi.runtime.Mocks {
  return {
    newResource(args) {
      const state = args.inputs as Record<string, unknown>;
      if (preview) return { id: undefined, state };
      const computed = { arn: `arn:mock:${args.name}`, ...options.outputs?.[args.type] };
      return { id: `${args.name}-id`, state: { ...computed, ...state } };
    },
    call(args) {
      return options.invokes?.[args.token] ?? (args.inputs as Record<string, unknown>);
    },
  };
}

/** The mocks' own callback lacks parent, protection and ignored properties; the request has them. */
function recordRegistrations(transforms: Transforms): Registered[] {
  const registered: Recording[] = [];
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("the mocks have no monitor");
  const register = monitor.registerResource.bind(monitor) as RegisterResource;
  const registerResource: RegisterResource = (request, callback) => {
    const recording = toRegistered(request, transforms);
    registered.push(recording);
    return register(request, (error, response) => {
      recording.urn = response?.getUrn() ?? "";
      callback(error, response);
    });
  };
  const publish = monitor.registerResourceOutputs.bind(monitor) as RegisterOutputs;
  const registerResourceOutputs: RegisterOutputs = (request, callback) => {
    const component = registered.find(({ urn }) => urn === request.getUrn());
    if (component !== undefined) component.published = outputNames(request);
    return publish(request, callback);
  };
  Object.assign(monitor, { registerResource, registerResourceOutputs });
  return registered;
}

type Recording = Registered & { urn: string; published: readonly string[] | undefined };
type RegisterResource = (
  request: RegisterResourceRequest,
  callback: (error: unknown, response?: RegisterResourceResponse) => void,
) => unknown;
type RegisterOutputs = (request: RegisterResourceOutputsRequest, callback: unknown) => unknown;
type Transforms = ReturnType<typeof collectTransforms>;

function outputNames(request: RegisterResourceOutputsRequest): string[] {
  return Object.keys(request.getOutputs()?.toJavaScript() ?? {});
}

function toRegistered(request: RegisterResourceRequest, transforms: Transforms): Recording {
  const given = resourcesAsUrns(request.getObject()?.toJavaScript() ?? {});
  const inputs = pulumi.runtime.deserializeProperties(
    Struct.fromJavaScript(given),
  ) as Registered["inputs"];
  return {
    urn: "",
    published: undefined,
    type: request.getType(),
    name: request.getName(),
    inputs,
    provider: request.getProvider(),
    custom: request.getCustom(),
    parent: request.getParent(),
    protect: request.getProtect() ?? false,
    dependencies: request.getDependenciesList(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    transforms: request
      .getTransformsList()
      .flatMap((callback) => transforms.get(callback.getToken()) ?? []),
  };
}

/** A resource among the inputs by its URN: read as the SDK does, it would be made once more. */
function resourcesAsUrns<T extends object>(value: T): T {
  const { specialSigKey, specialResourceSig } = pulumi.runtime;
  const isReference = (inside: unknown): inside is { readonly urn: string } =>
    typeof inside === "object" &&
    inside !== null &&
    Reflect.get(inside, specialSigKey) === specialResourceSig;
  const text = JSON.stringify(value, (_, inside: unknown) =>
    isReference(inside) ? inside.urn : inside,
  );
  return JSON.parse(text) as T;
}

/** The one registered resource of that type whose name ends with `suffix`. */
export function only(registered: readonly Registered[], type: string, suffix = ""): Registered {
  const found = registered.filter((one) => one.type === type && one.name.endsWith(suffix));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    const names = registered.map((one) => `${one.type} ${one.name}`).join("\n");
    throw new Error(`${found.length} resources of type ${type} *${suffix}, among:\n${names}`);
  }
  return first;
}

/** All registered resources of that type, in order of registration. */
export function all(registered: readonly Registered[], type: string): Registered[] {
  return registered.filter((one) => one.type === type);
}

async function settle(value: unknown): Promise<void> {
  if (pulumi.Output.isInstance(value)) {
    await new Promise<void>((resolve) => value.apply(() => resolve()));
  }
}
