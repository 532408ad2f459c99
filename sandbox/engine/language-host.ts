// SPDX-License-Identifier: Apache-2.0
import type { ChildProcess, SpawnOptions } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

import {
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerWritableStream,
} from "@grpc/grpc-js";
import {
  LanguageRuntimeService,
  type ILanguageRuntimeServer,
} from "@pulumi/pulumi/proto/language_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { ChildProcesses, endOf, failureOf, type End } from "./child-processes";
import { directDependencies, requiredPackages } from "./required-packages";
import { parseRuntimeOptions, variablesFor, type RuntimeOptions } from "./runtime-options";

/*
 * The Node language host of the Pulumi engine, for machines that have the CLI without it: the
 * official one is a Go program that comes with the official download only. The engine starts it
 * with its own address as the last argument, reads the port from the first line of stdout, and
 * calls it over gRPC. What it does is what the official one does, so that a program that runs here
 * runs there: it starts @pulumi/pulumi/cmd/run with the arguments and variables which that expects.
 * Left out, because nothing here needs it: code generation, debuggers, synchronous invokes.
 */

/** The exit code of a program that has told the user what is wrong (@pulumi/pulumi/cmd/run). */
const userHasBeenTold = 32;
/** A child whose output this process passes on. */
const piped: SpawnOptions["stdio"] = ["ignore", "pipe", "pipe"];

const engineAddress = process.argv.at(-1) ?? "";
const children = new ChildProcesses();

type Handlers = Pick<
  ILanguageRuntimeServer,
  | "handshake"
  | "getPluginInfo"
  | "getRequiredPackages"
  | "getProgramDependencies"
  | "about"
  | "run"
  | "runPlugin"
  | "installDependencies"
  | "cancel"
>;

const handlers: Handlers = {
  handshake: (_, reply) => reply(null, new messages.LanguageHandshakeResponse()),

  getPluginInfo: (_, reply) => {
    const { version } = createRequire(__filename)("@pulumi/pulumi/package.json") as {
      version: string;
    };
    reply(null, new PluginInfo().setVersion(version));
  },

  getRequiredPackages: ({ request }, reply) => {
    const packages = requiredPackages(infoOf(request).getProgramDirectory());
    const dependencies = packages.map(({ name, version, server }) =>
      new PackageDependency()
        .setName(name)
        .setKind("resource")
        .setVersion(version)
        .setServer(server),
    );
    reply(null, new messages.GetRequiredPackagesResponse().setPackagesList(dependencies));
  },

  getProgramDependencies: ({ request }, reply) => {
    const found = directDependencies(infoOf(request).getProgramDirectory());
    const dependencies = found.map(({ name, version }) =>
      new messages.DependencyInfo().setName(name).setVersion(version),
    );
    reply(null, new messages.GetProgramDependenciesResponse().setDependenciesList(dependencies));
  },

  about: (_, reply) => {
    const { execPath, version } = process;
    reply(null, new messages.AboutResponse().setExecutable(execPath).setVersion(version));
  },

  run: ({ request }, reply) => answer(reply, () => runProgram(request)),

  runPlugin: (call) =>
    stream(
      call,
      () => startPlugin(call.request),
      (chunk) => new messages.RunPluginResponse().setStdout(chunk),
      (chunk) => new messages.RunPluginResponse().setStderr(chunk),
    ),

  installDependencies: (call) =>
    stream(
      call,
      () => children.start("npm", ["install"], { cwd: call.request.getDirectory(), stdio: piped }),
      (chunk) => new messages.InstallDependenciesResponse().setStdout(chunk),
      (chunk) => new messages.InstallDependenciesResponse().setStderr(chunk),
    ),

  cancel: (_, reply) => {
    children.stopAll();
    reply(null, new Empty());
  },
};

/** Runs the user's program to its end; its output goes to the engine through this process's own. */
async function runProgram(request: messages.RunRequest): Promise<messages.RunResponse> {
  const info = infoOf(request);
  const options = optionsOf(info);
  const configuration: Record<string, string> = {};
  request.getConfigMap().forEach((value, key) => (configuration[key] = value));
  const program = children.start(
    process.execPath,
    [
      ...options.nodeargs,
      locate("@pulumi/pulumi/cmd/run", info),
      ...["--monitor", request.getMonitorAddress()],
      ...["--engine", engineAddress],
      ...["--organization", request.getOrganization()],
      ...["--project", request.getProject()],
      ...["--root-directory", info.getRootDirectory()],
      ...["--stack", request.getStack()],
      ...["--pwd", info.getProgramDirectory()],
      ...(request.getDryrun() ? ["--dry-run"] : []),
      ...["--parallel", String(request.getParallel())],
      info.getEntryPoint(),
      ...request.getArgsList(),
    ],
    {
      env: {
        ...process.env,
        ...variablesFor(options),
        PULUMI_CONFIG: JSON.stringify(configuration),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  return responseFor(await endOf(program));
}

function responseFor(end: End): messages.RunResponse {
  if (end.code === userHasBeenTold) return new messages.RunResponse().setBail(true);
  return new messages.RunResponse().setError(failureOf(end) ?? "");
}

/** Starts a policy pack or a provider written for Node; the engine reads its port from stdout. */
function startPlugin(request: messages.RunPluginRequest): ChildProcess {
  const info = infoOf(request);
  const options = optionsOf(info);
  const pack = request.getKind() === "analyzer";
  const folder = info.getProgramDirectory();
  const given = Object.fromEntries(
    request.getEnvList().map((entry) => {
      const at = entry.indexOf("=");
      return [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
  return children.start(
    process.execPath,
    [
      ...options.nodeargs,
      locate(`@pulumi/pulumi/cmd/${pack ? "run-policy-pack" : "run-plugin"}`, info),
      // A pack's folder is its last argument, a provider's its first.
      ...(pack ? [...request.getArgsList(), folder] : [folder, ...request.getArgsList()]),
    ],
    {
      cwd: pack ? folder : request.getPwd(),
      env: { ...process.env, ...given, ...variablesFor(options) },
      stdio: piped,
    },
  );
}

/** The module as the program would load it, so that program and runner share one SDK. */
function locate(module: string, info: messages.ProgramInfo): string {
  try {
    return createRequire(join(info.getProgramDirectory(), "program.js")).resolve(module);
  } catch {
    throw new Error(
      `${module} was not found from ${info.getProgramDirectory()}: ` +
        "the Pulumi SDK is not installed there, run npm install",
    );
  }
}

function answer<T>(reply: sendUnaryData<T>, work: () => Promise<T>): void {
  Promise.resolve()
    .then(work)
    .then(
      (response) => reply(null, response),
      (error: unknown) => reply({ code: status.UNKNOWN, details: messageOf(error) }),
    );
}

/** Sends a process's output to the engine while it runs, and an error when it fails. */
function stream<Request, Response>(
  call: ServerWritableStream<Request, Response>,
  work: () => ChildProcess,
  out: (chunk: Buffer) => Response,
  err: (chunk: Buffer) => Response,
): void {
  const fail = (details: string) => call.emit("error", { code: status.UNKNOWN, details });
  try {
    const child = work();
    child.stdout?.on("data", (chunk: Buffer) => call.write(out(chunk)));
    child.stderr?.on("data", (chunk: Buffer) => call.write(err(chunk)));
    call.on("cancelled", () => children.stop(child));
    endOf(child).then(
      (end) => {
        const failure = failureOf(end);
        if (failure === undefined) call.end();
        else fail(failure);
      },
      (error: unknown) => fail(messageOf(error)),
    );
  } catch (error) {
    fail(messageOf(error));
  }
}

function infoOf(request: { getInfo(): messages.ProgramInfo | undefined }): messages.ProgramInfo {
  return request.getInfo() ?? new messages.ProgramInfo();
}

function optionsOf(info: messages.ProgramInfo): RuntimeOptions {
  return parseRuntimeOptions(info.getOptions()?.toJavaScript() ?? {});
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Ends with the engine, also where that was killed and could not say so. */
function endWithEngine(): void {
  const end = () => {
    children.stopAll();
    process.exit(0);
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  const engine = process.ppid;
  setInterval(() => process.ppid !== engine && end(), 1_000).unref();
}

function serve(): void {
  const server = new Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(LanguageRuntimeService, handlers);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

endWithEngine();
serve();
