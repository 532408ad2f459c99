// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { readyPolicyPack } from "../../sandbox/engine/policy-pack";
import type { ExportedResource } from "../graph/exported";
import { resourceRequest, stackRequest } from "./pack-requests";

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

  /**
   * @param root folder of the project whose pack it is
   * @throws Error when it has none, or the pack does not start
   */
  static async start(root: string): Promise<PackProcess> {
    const folder = readyPolicyPack(root);
    if (folder === undefined) throw new Error(`${root} has no policy pack`);
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

  /** Its number in the system's list of processes. */
  get pid(): number {
    // It has one: it has started.
    return this.child.pid ?? NaN;
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
  async analyze(resource: ExportedResource, all: readonly ExportedResource[]): Promise<Reported[]> {
    return reportedIn(await this.answerOn(resourceRequest(resource, all)), resource.urn);
  }

  /** What the rules for graphs say of a stack. */
  async analyzeStack(resources: readonly ExportedResource[]): Promise<Reported[]> {
    return reportedIn(await this.answerOn(stackRequest(resources)), "");
  }

  /** Asks what was prepared before, so that nothing but the answer takes time. */
  answerOn(
    request: messages.AnalyzeRequest | messages.AnalyzeStackRequest,
  ): Promise<messages.AnalyzeResponse> {
    return new Promise((done, failed) => {
      const answer = (error: Error | null, response: messages.AnalyzeResponse): void =>
        error ? failed(error) : done(response);
      if (request instanceof messages.AnalyzeRequest) this.client.analyze(request, answer);
      else this.client.analyzeStack(request, answer);
    });
  }
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
