// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { promiseNames } from "../../../drill/checker/promise";
import { Platform } from "../../../drill/platform/platform";
import { scenarios } from "../../../drill/scenarios";
import { runScenario, type ScenarioRun } from "../../../drill/scenarios/run-scenario";

// Two regions come up for each scenario, beside other tests on the same cores.
jest.setTimeout(600_000);

/** Low, so that a busy machine shows the platform and not its own limits. */
const rate = 15;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drill-test-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function played(name: string): Promise<ScenarioRun> {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new RangeError(name);
  const settings = { rate, seed: 1, folder, steady: 2_000, log: () => undefined };
  return runScenario(scenario, settings, await Platform.start(scenario.platform));
}

describe("the drill, in short", () => {
  it.each(["region-killed", "partition"])(
    "keeps every promise, and moves the right to write: %s",
    async (name) => {
      const { result } = await played(name);
      const broken = result.promises.flatMap(({ findings }) => findings);
      expect({ broken, happened: result.happened, passed: result.passed }).toEqual({
        broken: [],
        happened: expect.stringContaining("eu-west-1 accepted its first payment") as string,
        passed: true,
      });
      expect(result.promises.map(({ promise }) => promise)).toEqual([...promiseNames]);
      expect(result.counts.acknowledged).toBeGreaterThan(20);
      expect(result.recoveries[0]?.stages.map(({ stage }) => stage)).toEqual([
        ...["detection", "seal", "promotion", "replay", "opening", "first payment"],
      ]);
    },
  );
});
