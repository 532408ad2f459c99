// SPDX-License-Identifier: Apache-2.0
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Cloud } from "./cloud";
import type { Properties } from "./values";
import { type Instance, type ProviderDefinition, ResourceHandler, type Target } from "./provider";

/** A stand-in that the engine can attach to, until it is stopped. */
export interface RunningProvider {
  readonly name: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** gRPC's own limit of 4 MiB is too small for a large Kubernetes manifest; the engine uses 400. */
const largestMessage = 400 * 1024 * 1024;

/**
 * Serves one provider to the engine on a free loopback port.
 *
 * One attached process serves every provider instance of a program, and a request doesn't say
 * which one it is for; but the engine opens a connection per instance. So the connection on which
 * an instance was configured tells the instance of every later request.
 */
export async function serve(
  definition: ProviderDefinition,
  cloud: Cloud,
  account: string,
): Promise<RunningProvider> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": largestMessage,
    "grpc.max_send_message_length": largestMessage,
  });
  server.addService(ResourceProviderService, service(definition, cloud, account));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    name: definition.name,
    port,
    stop: () => {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

function service(
  definition: ProviderDefinition,
  cloud: Cloud,
  account: string,
): grpc.UntypedServiceImplementation {
  const handler = new ResourceHandler(definition);
  const instances = new Map<string, Instance>();
  const instanceOf = (call: Call<unknown>): Instance =>
    instances.get(call.getPeer()) ?? { configuration: {}, place: "", account, cloud };
  return {
    ...configuration(definition, (peer, args) =>
      instances.set(peer, { configuration: args, place: definition.placeOf(args), account, cloud }),
    ),
    ...comparison(handler, instanceOf),
    ...changes(handler, instanceOf),
    invoke: unary((call: Call<rpc.InvokeRequest>) => {
      const invoke = definition.invokes[call.request.getTok()];
      if (invoke === undefined) {
        throw new Error(`the sandbox has no function ${call.request.getTok()}`);
      }
      const result = invoke(fromStruct(call.request.getArgs()), instanceOf(call));
      return new rpc.InvokeResponse().setReturn(toStruct(result));
    }),
  };
}

function configuration(
  definition: ProviderDefinition,
  configure: (peer: string, args: Properties) => void,
): grpc.UntypedServiceImplementation {
  const info = unary(() => new PluginInfo().setVersion(definition.version));
  return {
    handshake: unary(() => new rpc.ProviderHandshakeResponse()),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getPluginInfo: info,
    getSchema: unary(() => new rpc.GetSchemaResponse().setSchema("{}")),
    getMapping: unary(() => new rpc.GetMappingResponse()),
    getMappings: unary(() => new rpc.GetMappingsResponse()),
    checkConfig: unary((call: Call<rpc.CheckRequest>) =>
      new rpc.CheckResponse().setInputs(call.request.getNews()),
    ),
    diffConfig: unary(() =>
      new rpc.DiffResponse().setChanges(rpc.DiffResponse.DiffChanges.DIFF_NONE),
    ),
    configure: unary((call: Call<rpc.ConfigureRequest>) => {
      configure(call.getPeer(), fromStruct(call.request.getArgs()));
      return new rpc.ConfigureResponse().setSupportspreview(true);
    }),
  };
}

function comparison(
  handler: ResourceHandler,
  instanceOf: (call: Call<unknown>) => Instance,
): grpc.UntypedServiceImplementation {
  return {
    check: unary((call: Call<rpc.CheckRequest>) => {
      const { request } = call;
      const old = request.hasOlds() ? fromStruct(request.getOlds()) : undefined;
      const news = fromStruct(request.getNews());
      const { inputs, failures } = handler.check(instanceOf(call), targetOf(request), old, news);
      return new rpc.CheckResponse()
        .setInputs(toStruct(inputs))
        .setFailuresList(
          failures.map(({ property, reason }) =>
            new rpc.CheckFailure().setProperty(property).setReason(reason),
          ),
        );
    }),
    diff: unary((call: Call<rpc.DiffRequest>) => {
      const { request } = call;
      const before = fromStruct(request.getOldInputs());
      const result = handler.diff(targetOf(request), before, fromStruct(request.getNews()));
      const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
      const response = new rpc.DiffResponse()
        .setChanges(result.changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList(result.changed.map(({ path }) => path))
        .setReplacesList([...result.replaces])
        .setDeletebeforereplace(result.deleteBeforeReplace)
        .setHasdetaileddiff(true);
      for (const { path, kind } of result.changed) {
        response.getDetaileddiffMap().set(path, propertyDiff(kind, result.replaces.includes(path)));
      }
      return response;
    }),
  };
}

function changes(
  handler: ResourceHandler,
  instanceOf: (call: Call<unknown>) => Instance,
): grpc.UntypedServiceImplementation {
  return {
    create: unary(async (call: Call<rpc.CreateRequest>) => {
      const { request } = call;
      const target = targetOf(request);
      const inputs = fromStruct(request.getProperties());
      if (request.getPreview()) {
        return new rpc.CreateResponse().setProperties(toStruct(handler.planned(target, inputs)));
      }
      const object = await handler.create(instanceOf(call), target, inputs);
      return new rpc.CreateResponse()
        .setId(object.id)
        .setProperties(toStruct(handler.stateOf(target, object)));
    }),
    read: unary((call: Call<rpc.ReadRequest>) => {
      const { request } = call;
      const target = targetOf(request);
      if (handler.isStateOnly(target)) {
        return new rpc.ReadResponse()
          .setId(request.getId())
          .setInputs(request.getInputs())
          .setProperties(request.getProperties());
      }
      const inputs = fromStruct(request.getInputs());
      const object = handler.read(instanceOf(call), target, request.getId(), inputs);
      if (object === undefined) return new rpc.ReadResponse();
      return new rpc.ReadResponse()
        .setId(object.id)
        .setInputs(toStruct(object.inputs))
        .setProperties(toStruct(handler.stateOf(target, object)));
    }),
    update: unary(async (call: Call<rpc.UpdateRequest>) => {
      const { request } = call;
      const target = targetOf(request);
      const old = fromStruct(request.getOlds());
      const news = fromStruct(request.getNews());
      if (request.getPreview()) {
        const planned = handler.plannedUpdate(target, old, news);
        return new rpc.UpdateResponse().setProperties(toStruct(planned));
      }
      const object = await handler.update(instanceOf(call), target, request.getId(), old, news);
      return new rpc.UpdateResponse().setProperties(toStruct(handler.stateOf(target, object)));
    }),
    delete: unary(async (call: Call<rpc.DeleteRequest>) => {
      const { request } = call;
      const old = fromStruct(request.getOldInputs());
      await handler.delete(instanceOf(call), targetOf(request), request.getId(), old);
      return new Empty();
    }),
  };
}

/** Answers a call with what the function returns, or with its error's message. */
function unary<Request>(
  answer: (call: Call<Request>) => unknown,
): grpc.handleUnaryCall<Request, unknown> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call))
      .then(
        (response) => callback(null, response),
        (error: Error) => callback({ code: grpc.status.UNKNOWN, details: error.message }),
      );
  };
}

function targetOf(request: { getUrn(): string }): Target {
  const urn = request.getUrn();
  const [, , types = "", name = ""] = urn.split("::");
  return { urn, token: types.split("$").at(-1) ?? "", name };
}

function propertyDiff(kind: "add" | "delete" | "update", replaces: boolean): rpc.PropertyDiff {
  const { Kind } = rpc.PropertyDiff;
  const plain = { add: Kind.ADD, delete: Kind.DELETE, update: Kind.UPDATE };
  const replacing = {
    add: Kind.ADD_REPLACE,
    delete: Kind.DELETE_REPLACE,
    update: Kind.UPDATE_REPLACE,
  };
  return new rpc.PropertyDiff().setKind((replaces ? replacing : plain)[kind]).setInputdiff(true);
}

function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}
