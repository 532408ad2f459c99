// SPDX-License-Identifier: Apache-2.0
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { nameOf, type ExportedResource } from "../graph/exported";
import { redacted } from "../graph/redact";

/** What the engine asks of a resource before it is changed: its inputs are known then. */
export function resourceRequest(
  resource: ExportedResource,
  all: readonly ExportedResource[],
): messages.AnalyzeRequest {
  const request = new messages.AnalyzeRequest();
  const of = providerOf(resource);
  fill(
    request,
    resource,
    resource.inputs ?? {},
    all.find(({ urn }) => urn === of),
  );
  return request;
}

/** What the engine asks of a whole stack, at the end. */
export function stackRequest(resources: readonly ExportedResource[]): messages.AnalyzeStackRequest {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const request = new messages.AnalyzeStackRequest();
  request.setResourcesList(
    resources.map((resource) => {
      const message = new messages.AnalyzerResource();
      fill(message, resource, resource.outputs ?? {}, byUrn.get(providerOf(resource)));
      message.setParent(resource.parent ?? "");
      message.setDependenciesList([...(resource.dependencies ?? [])]);
      for (const [name, urns] of Object.entries(resource.propertyDependencies ?? {})) {
        const on = new messages.AnalyzerPropertyDependencies();
        on.setUrnsList([...(urns ?? [])]);
        message.getPropertydependenciesMap().set(name, on);
      }
      return message;
    }),
  );
  return request;
}

/** The state has `<urn>::<id>` of it. */
function providerOf({ provider = "" }: ExportedResource): string {
  return provider.split("::").slice(0, -1).join("::");
}

function fill(
  message: messages.AnalyzeRequest | messages.AnalyzerResource,
  resource: ExportedResource,
  properties: object,
  provider: ExportedResource | undefined,
): void {
  message.setType(resource.type);
  message.setUrn(resource.urn);
  message.setName(nameOf(resource.urn));
  message.setProperties(Struct.fromJavaScript(redacted(properties) as never));
  const options = new messages.AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  message.setOptions(options);
  if (provider === undefined) return;
  const shown = new messages.AnalyzerProviderResource();
  shown.setType(provider.type);
  shown.setUrn(provider.urn);
  shown.setName(nameOf(provider.urn));
  shown.setProperties(Struct.fromJavaScript(redacted(provider.inputs ?? {}) as never));
  message.setProvider(shown);
}
