// SPDX-License-Identifier: Apache-2.0
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Target } from "./provider";
import type { Properties } from "./values";

/** The resource that a request is about. */
export function targetOf(request: { getUrn(): string }): Target {
  const urn = request.getUrn();
  const [, , types = "", name = ""] = urn.split("::");
  return { urn, token: types.split("$").at(-1) ?? "", name };
}

export function propertyDiff(
  kind: "add" | "delete" | "update",
  replaces: boolean,
): rpc.PropertyDiff {
  const { Kind } = rpc.PropertyDiff;
  const plain = { add: Kind.ADD, delete: Kind.DELETE, update: Kind.UPDATE };
  const replacing = {
    add: Kind.ADD_REPLACE,
    delete: Kind.DELETE_REPLACE,
    update: Kind.UPDATE_REPLACE,
  };
  return new rpc.PropertyDiff().setKind((replaces ? replacing : plain)[kind]).setInputdiff(true);
}

export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}
