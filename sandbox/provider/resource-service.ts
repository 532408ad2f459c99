// SPDX-License-Identifier: Apache-2.0
import type * as grpc from "@grpc/grpc-js";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { callCloud, Unreachable } from "./calls";
import { Crash } from "./faults";
import { fromStruct, propertyDiff, targetOf, toStruct } from "./messages";
import type { Instance, ProviderDefinition, ResourceHandler } from "./provider";
import { type Call, unary } from "./unary";

/** The calls that reach no cloud: what the provider makes of the inputs, and what differs. */
export function comparison(
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

/** What the calls that reach the cloud need. */
export interface ServiceParts {
  readonly definition: ProviderDefinition;
  readonly handler: ResourceHandler;
  readonly instanceOf: (call: Call<unknown>) => Instance;
  /** Ends the provider as its process would end. */
  readonly end: () => void;
  /** Set when it has ended: what is under way then goes no further. */
  readonly ended: AbortSignal;
}

/** The calls that create, read, change and delete. */
export function changes(parts: ServiceParts): grpc.UntypedServiceImplementation {
  return { ...creation(parts), ...reading(parts), ...update(parts), ...deletion(parts) };
}

function creation(parts: ServiceParts): grpc.UntypedServiceImplementation {
  const { handler, instanceOf } = parts;
  return {
    create: mortal(parts, async (call: Call<rpc.CreateRequest>) => {
      const { request } = call;
      const target = targetOf(request);
      const inputs = fromStruct(request.getProperties());
      if (request.getPreview()) {
        return new rpc.CreateResponse().setProperties(toStruct(handler.planned(target, inputs)));
      }
      const instance = instanceOf(call);
      const object = await callCloud(parts, instance, { target, kind: "create", inputs }, () =>
        handler.create(instance, target, inputs),
      );
      return new rpc.CreateResponse()
        .setId(object.id)
        .setProperties(toStruct(handler.stateOf(target, object)));
    }),
  };
}

function reading(parts: ServiceParts): grpc.UntypedServiceImplementation {
  const { handler, instanceOf } = parts;
  return {
    read: mortal(parts, async (call: Call<rpc.ReadRequest>) => {
      const { request } = call;
      const target = targetOf(request);
      const [id, inputs] = [request.getId(), fromStruct(request.getInputs())];
      const instance = instanceOf(call);
      const object = await callCloud(parts, instance, { target, kind: "read", inputs }, () =>
        handler.read(instance, target, id, inputs),
      ).catch(unlessForgotten);
      if (handler.isStateOnly(target)) {
        return new rpc.ReadResponse()
          .setId(id)
          .setInputs(request.getInputs())
          .setProperties(request.getProperties());
      }
      if (object === undefined) return new rpc.ReadResponse();
      return new rpc.ReadResponse()
        .setId(object.id)
        .setInputs(toStruct(object.inputs))
        .setProperties(toStruct(handler.stateOf(target, object)));
    }),
  };
}

function update(parts: ServiceParts): grpc.UntypedServiceImplementation {
  const { handler, instanceOf } = parts;
  return {
    update: mortal(parts, async (call: Call<rpc.UpdateRequest>) => {
      const { request } = call;
      const target = targetOf(request);
      const old = fromStruct(request.getOlds());
      const news = fromStruct(request.getNews());
      if (request.getPreview()) {
        const planned = handler.plannedUpdate(target, old, news);
        return new rpc.UpdateResponse().setProperties(toStruct(planned));
      }
      const instance = instanceOf(call);
      const about = { target, kind: "update", inputs: news } as const;
      const object = await callCloud(parts, instance, about, () =>
        handler.update(instance, target, request.getId(), old, news),
      );
      return new rpc.UpdateResponse().setProperties(toStruct(handler.stateOf(target, object)));
    }),
  };
}

function deletion(parts: ServiceParts): grpc.UntypedServiceImplementation {
  const { handler, instanceOf } = parts;
  return {
    delete: mortal(parts, async (call: Call<rpc.DeleteRequest>) => {
      const { request } = call;
      const target = targetOf(request);
      const inputs = fromStruct(request.getOldInputs());
      const instance = instanceOf(call);
      await callCloud(parts, instance, { target, kind: "delete", inputs }, () =>
        handler.delete(instance, target, request.getId(), inputs),
      ).catch(unlessForgotten);
      return new Empty();
    }),
  };
}

/** Answers a call, unless the provider dies of it. */
function mortal<Request>(
  { end }: ServiceParts,
  answer: (call: Call<Request>) => Promise<unknown>,
): grpc.handleUnaryCall<Request, unknown> {
  return unary((call: Call<Request>) =>
    answer(call).catch((error: unknown) => {
      if (error instanceof Crash) end();
      throw error;
    }),
  );
}

/** Nothing, for what the provider was told to take for gone. */
function unlessForgotten(error: unknown): undefined {
  if (error instanceof Unreachable && error.forget) return;
  throw error;
}
