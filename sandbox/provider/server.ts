// SPDX-License-Identifier: Apache-2.0
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { type ProviderCall, reach } from "./calls";
import type { Cloud } from "./cloud";
import { fromStruct, toStruct } from "./messages";
import { type Instance, type ProviderDefinition, ResourceHandler } from "./provider";
import { changes, comparison, type ServiceParts } from "./resource-service";
import { type Call, unary } from "./unary";
import type { Properties } from "./values";

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
  const life = new AbortController();
  const end = () => {
    life.abort();
    server.forceShutdown();
  };
  const parts = { definition, handler: new ResourceHandler(definition), end, ended: life.signal };
  server.addService(ResourceProviderService, service(parts, cloud, account));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { name: definition.name, port, stop: () => Promise.resolve(end()) };
}

function service(
  parts: Omit<ServiceParts, "instanceOf">,
  cloud: Cloud,
  account: string,
): grpc.UntypedServiceImplementation {
  const { definition, handler } = parts;
  const instances = new Map<string, Instance>();
  const instanceOf = (call: Call<unknown>): Instance =>
    instances.get(call.getPeer()) ?? { configuration: {}, place: "", account, cloud };
  return {
    ...configuration(definition, (peer, args) => {
      const place = definition.placeOf(args);
      const instance = { configuration: args, place, account, cloud };
      reach(definition, instance, { ...call("configure", instance), inputs: args });
      instances.set(peer, instance);
    }),
    ...comparison(handler, instanceOf),
    ...changes({ ...parts, instanceOf }),
    invoke: unary((request: Call<rpc.InvokeRequest>) => {
      const token = request.request.getTok();
      const invoke = definition.invokes[token];
      if (invoke === undefined) throw new Error(`the sandbox has no function ${token}`);
      const instance = instanceOf(request);
      const inputs = fromStruct(request.request.getArgs());
      reach(definition, instance, { ...call("invoke", instance), token, inputs });
      return new rpc.InvokeResponse().setReturn(toStruct(invoke(inputs, instance)));
    }),
  };
}

/** A call that is about no object. */
function call(kind: ProviderCall["kind"], { place }: Instance): ProviderCall {
  return { kind, token: "", place, region: place, inputs: {} };
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
