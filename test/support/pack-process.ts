// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { nameOf, type ExportedResource } from "../../review/graph/exported";
import { redacted } from "../../review/graph/redact";
import { readyPolicyPack } from "../../sandbox/engine/policy-pack";

const repository = resolve(__dirname, "../..");
const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");

/** A finding as the engine hears it. */
export interface Reported {
  readonly rule: string;
  readonly urn: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
}

/** The pack as the engine runs it: the built JavaScript, in a process of its own, asked by gRPC. */
export class PackProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async start(): Promise<PackProcess> {
    const folder = readyPolicyPack(repository);
    if (folder === undefined) throw new Error(`${repository} has no policy pack`);
    // The first argument is the engine's address, which a pack doesn't need.
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", folder], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await Promise.race([
      once(createInterface(child.stdout), "line"),
      once(child, "close").then(() => Promise.reject(new Error("the pack did not start"))),
    ])) as [string];
    const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    const address = `127.0.0.1:${Number(line)}`;
    return new PackProcess(
      child,
      new AnalyzerClient(address, credentials.createInsecure(), unlimited),
    );
  }

  stop(): void {
    this.client.close();
    this.child.kill();
  }

  /** Sets the settings and enforcement levels of rules, by rule id. */
  configure(config: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<void> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [rule, { enforcementLevel, ...properties }] of Object.entries(config)) {
      const entry = new messages.PolicyConfig();
      entry.setProperties(Struct.fromJavaScript(properties as never));
      entry.setEnforcementlevel(
        messages.EnforcementLevel[enforcementLevel === "disabled" ? "DISABLED" : "MANDATORY"],
      );
      request.getPolicyconfigMap().set(rule, entry);
    }
    return new Promise((done, failed) => {
      this.client.configure(request, (error) => (error ? failed(error) : done()));
    });
  }

  /** What the rules for single resources say of one, before it is changed. */
  analyze(resource: ExportedResource, all: readonly ExportedResource[]): Promise<Reported[]> {
    const request = new messages.AnalyzeRequest();
    fill(request, resource, resource.inputs ?? {}, all);
    return new Promise((done, failed) => {
      this.client.analyze(request, (error, response) =>
        error ? failed(error) : done(reportedIn(response, resource.urn)),
      );
    });
  }

  /** What the rules for graphs say of a stack. */
  analyzeStack(resources: readonly ExportedResource[]): Promise<Reported[]> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(
      resources.map((resource) => {
        const message = new messages.AnalyzerResource();
        fill(message, resource, resource.outputs ?? {}, resources);
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
    return new Promise((done, failed) => {
      this.client.analyzeStack(request, (error, response) =>
        error ? failed(error) : done(reportedIn(response, "")),
      );
    });
  }
}

function fill(
  message: messages.AnalyzeRequest | messages.AnalyzerResource,
  resource: ExportedResource,
  properties: object,
  all: readonly ExportedResource[],
): void {
  message.setType(resource.type);
  message.setUrn(resource.urn);
  message.setName(nameOf(resource.urn));
  message.setProperties(Struct.fromJavaScript(redacted(properties) as never));
  const options = new messages.AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  message.setOptions(options);
  const of = resource.provider?.split("::").slice(0, -1).join("::");
  const provider = all.find(({ urn }) => urn === of);
  if (provider === undefined) return;
  const shown = new messages.AnalyzerProviderResource();
  shown.setType(provider.type);
  shown.setUrn(provider.urn);
  shown.setName(nameOf(provider.urn));
  shown.setProperties(Struct.fromJavaScript(redacted(provider.inputs ?? {}) as never));
  message.setProvider(shown);
}

function reportedIn(response: messages.AnalyzeResponse, asked: string): Reported[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    rule: diagnostic.getPolicyname(),
    urn: diagnostic.getUrn() || asked,
    message: diagnostic.getMessage(),
    level:
      diagnostic.getEnforcementlevel() === messages.EnforcementLevel.ADVISORY
        ? "advisory"
        : "mandatory",
  }));
}
