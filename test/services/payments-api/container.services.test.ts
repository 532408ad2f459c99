// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

import { freePort } from "../../../drill/parts";
import { until } from "../../support/until";

jest.setTimeout(300_000);

const root = join(__dirname, "..", "..", "..");
const service = "services/payments-api";
const dockerfile = readFileSync(join(root, service, "Dockerfile"), "utf8").split("\n");

/** What follows a word in the Dockerfile, line by line. */
function instructions(word: string): string[] {
  return dockerfile
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1));
}

/** What a stage copies out of the repository. */
function copied(): string[] {
  return instructions("COPY")
    .filter((line) => !line.startsWith("--from"))
    .flatMap((line) => line.split(" ").slice(0, -1));
}

let app: string;
const environment = {
  REGION: "us-east-1",
  HOST: "127.0.0.1",
  INTERNAL_PORT: "0",
  DATABASE_URL: "postgres://payments@127.0.0.1:1/payments",
  REDIS_URL: "redis://127.0.0.1:1",
  JOURNAL_TABLE: "payment-journal",
  JOURNAL_REGIONS: "eu-west-1",
  JOURNAL_ENDPOINTS: "http://127.0.0.1:1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  PROCESSORS: "stripe",
  STRIPE_SECRET_KEY: "sk_test_1",
  STRIPE_ACCOUNT: "acct_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  LOG_LEVEL: "info",
};

/** Follows the Dockerfile's steps, with the packages that are installed here. */
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), "image-"));
  const unwanted = /(^|\/)(node_modules|dist)(\/|$)/;
  for (const path of copied()) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    const filter = (source: string) => !unwanted.test(relative(root, source));
    cpSync(join(root, path), join(app, path), { recursive: true, filter });
  }
  installed("node_modules");
  installed(`${service}/node_modules`);
  rmSync(join(app, "node_modules/payments-journal"), { force: true });
  symlinkSync("../services/journal", join(app, "node_modules/payments-journal"));
  const [build] = instructions("RUN").filter((line) => line.startsWith("npm run build"));
  if (build === undefined) throw new Error("the Dockerfile builds nothing");
  const [command = "", ...args] = build.split(" ");
  execFileSync(command, args, { cwd: app, stdio: "pipe" });
  // What the last stage takes: no sources.
  for (const part of ["journal", "payments-api"]) withoutSources(join(app, "services", part));
  readOnly(app);
});
afterAll(() => {
  execFileSync("chmod", ["-R", "u+w", app]);
  rmSync(app, { recursive: true });
});

function installed(folder: string): void {
  mkdirSync(join(app, folder), { recursive: true });
  for (const name of readdirSync(join(root, folder))) {
    symlinkSync(join(root, folder, name), join(app, folder, name));
  }
}

function withoutSources(folder: string): void {
  const kept = ["dist", "migrations", "node_modules", "package.json"];
  for (const name of readdirSync(folder)) {
    if (!kept.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}

function readOnly(folder: string): void {
  execFileSync("chmod", ["-R", "a-w,a+rX", folder]);
}

/** Runs the image as its user. */
function started(settings: Readonly<Record<string, string>>, ...given: readonly string[]) {
  const [uid, gid] = (instructions("USER")[0] ?? "").split(":").map(Number);
  const [command, ...args] = JSON.parse(instructions("ENTRYPOINT")[0] ?? "[]") as string[];
  if (command === undefined || uid === undefined) throw new Error("the Dockerfile says no command");
  // Only root may become somebody else; elsewhere whoever runs the test is not root either.
  const user = process.getuid?.() === 0 ? { uid, gid } : {};
  const env = { PATH: process.env.PATH, NODE_ENV: "production", ...settings };
  const child = spawn(process.execPath, [...args, ...given], {
    cwd: app,
    env,
    stdio: "pipe",
    ...user,
  });
  let [logged, complained] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (logged += text.toString()));
  child.stderr.on("data", (text: Buffer) => (complained += text.toString()));
  return { child, exit: once(child, "exit"), logged: () => logged, complained: () => complained };
}

describe("the image", () => {
  it("runs as nobody, from a version that is pinned, as the first process", () => {
    expect(instructions("USER")).toEqual(["65532:65532"]);
    expect(instructions("ARG")[0]).toMatch(/^NODE_IMAGE=node:\d+\.\d+\.\d+-\w+-slim$/);
    expect(instructions("ENTRYPOINT")).toEqual([`["node", "${service}/dist/main.js"]`]);
    expect(instructions("CMD")).toEqual([]);
  });

  it("holds no package that only development needs", () => {
    const install = instructions("RUN").filter((line) => line.startsWith("npm ci"));
    expect(install.at(-1)).toContain("--omit=dev");
    expect(instructions("COPY").filter((line) => line.includes("from=build"))).toEqual([
      "--from=build /app/services/journal/dist services/journal/dist",
      `--from=build /app/${service}/dist ${service}/dist`,
    ]);
  });

  it("lives, without the parts that it needs, takes nothing, and stops when told to", async () => {
    const port = await freePort();
    const { child, exit, logged, complained } = started({ ...environment, PORT: String(port) });
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}/healthz/${path}`);
    try {
      await until(async () => {
        if (child.exitCode !== null) throw new Error(complained());
        return await ask("live").then(
          ({ ok }) => ok,
          () => false,
        );
      });
      expect((await ask("ready")).status).toBe(503);
      const deep = await ask("deep");
      expect(deep.status).toBe(503);
      expect(await deep.json()).toMatchObject({
        status: "down",
        role: "standby",
        parts: { database: { status: "down" }, journal: { status: "down" } },
      });
    } finally {
      child.kill("SIGTERM");
    }
    expect(await exit).toEqual([0, null]);
    for (const line of logged().trim().split("\n"))
      expect(() => void JSON.parse(line)).not.toThrow();
  });

  it("reconciles when that is its argument, and says that it could not, without the database", async () => {
    const { exit, logged, complained } = started(
      { ...environment, STRIPE_BASE_URL: "http://127.0.0.1:1" },
      "reconcile",
    );
    expect(await exit).toEqual([2, null]);
    expect(JSON.parse(logged())).toMatchObject({ processor: "stripe", lines: 0, mismatches: [] });
    expect(complained()).toContain('"page":true');
  });

  it("says all that is wrong with its settings, without a stack, and ends", async () => {
    const { exit, complained } = started({ REGION: "moon", PORT: "x" });
    expect(await exit).toEqual([1, null]);
    expect(complained()).toMatch(
      /^the configuration can't be used:\n {2}- REGION: .*\n {2}- PORT: /,
    );
    expect(complained()).not.toMatch(/^\s+at /m);
  });
});
