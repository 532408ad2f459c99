// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

import { cachedCli, findCli } from "../../../sandbox/engine/find-cli";

describe("findCli", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "find-cli-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const executable = (path: string, script: string): string => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return join(folder, path);
  };
  const env = (...folders: string[]): NodeJS.ProcessEnv => ({
    PULUMI_HOME: join(folder, "home"),
    PATH: folders.map((name) => join(folder, name)).join(delimiter),
  });
  const find = (environment: NodeJS.ProcessEnv) => findCli(environment, () => {});
  const putInCache = () => executable("home/versions/3.259.0/bin/pulumi", "echo v3.259.0");

  it("takes a suitable pulumi on PATH before the cache", async () => {
    putInCache();
    const path = executable("bin/pulumi", "echo v3.300.1");
    expect(await find(env("bin"))).toBe(path);
  });

  it("passes over one that is too old for a later one on PATH", async () => {
    executable("old/pulumi", "echo v3.258.9");
    const path = executable("new/pulumi", "echo v3.259.0");
    expect(await find(env("old", "new"))).toBe(path);
  });

  it("never takes the installer that npm puts on PATH", async () => {
    executable("node_modules/.bin/pulumi", "echo v3.300.1");
    const cached = putInCache();
    expect(await find(env("node_modules/.bin"))).toBe(cached);
    expect(cachedCli(env())).toBe(cached);
  });

  it("downloads the pinned version into the cache before it builds", async () => {
    const cached = cachedCli(env());
    executable(
      "bin/npx",
      `[ "$*" = "--yes pulumi@3.265.0 version" ] && [ "$PULUMI_VERSION" = 3.259.0 ] || exit 9
      PATH=/usr/bin:/bin; mkdir -p ${dirname(cached)}
      printf '#!/bin/sh\\necho v3.259.0' > ${cached}; chmod +x ${cached}`,
    );
    executable("bin/go", "exit 8");
    expect(await find(env("bin"))).toBe(cached);
  });

  it("builds with go where nothing can be downloaded", async () => {
    executable("bin/npx", "exit 1");
    executable(
      "bin/go",
      `[ "$1" = env ] && echo go1.26.8
      while [ $# -gt 0 ]; do [ "$1" = -o ] && echo built > "$2"; shift; done; true`,
    );
    expect(await find(env("bin"))).toBe(cachedCli(env()));
  });

  it("fails when no way works, and says for each why, and what to install", async () => {
    executable("bin/pulumi", "echo v3.1.0");
    executable("bin/npx", "echo 'fetch failed' >&2; exit 1");
    executable("bin/go", "echo go1.20.1");
    const message = [
      "There is no Pulumi CLI on this machine, and none could be fetched. Tried, in this order:",
      `  1. a pulumi on PATH: ${folder}/bin/pulumi is 3.1.0, 3.259.0 or newer is needed`,
      `  2. the cache, $PULUMI_HOME/versions/3.259.0: ${cachedCli(env())} does not exist`,
      "  3. the official download, npx pulumi@3.265.0: exit 1: fetch failed",
      "  4. a build from Go modules at 3.259.0: go is 1.20.1, 1.25.11 or newer is needed",
      "Install one of these and run the same command again:",
      "  - the Pulumi CLI, 3.259.0 or newer: https://www.pulumi.com/docs/install/",
      "  - Go, 1.25.11 or newer: https://go.dev/doc/install (the CLI is then built, once)",
    ];
    await expect(find(env("bin"))).rejects.toThrow(message.join("\n"));
  });
});
