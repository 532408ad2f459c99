// SPDX-License-Identifier: Apache-2.0
import { Platform } from "../platform/platform";
import { runScenario, type ScenarioRun, type ScenarioSettings } from "./run-scenario";
import type { Scenario } from "./scenario";

/**
 * Runs scenarios one after the other, each on a platform of its own, which comes up while clients of
 * the scenario before it come to their end: a third of a scenario's time is waiting for that.
 *
 * @param log - told what is going on, a line at a time
 * @throws Error when something of the drill itself does not work
 */
export async function runScenarios(
  scenarios: readonly Scenario[],
  settings: Omit<ScenarioSettings, "log">,
  log: (text: string) => void,
): Promise<ScenarioRun[]> {
  const runs: ScenarioRun[] = [];
  let ahead = broughtUp(scenarios[0]);
  try {
    for (const [index, scenario] of scenarios.entries()) {
      const say = (text: string) => log(`${scenario.name}: ${text}`);
      const platform = await (ahead ?? Platform.start(scenario.platform));
      ahead = undefined;
      const settles = (): void => {
        ahead = broughtUp(scenarios[index + 1]);
      };
      const run = await runScenario(scenario, { ...settings, log: say }, platform, settles);
      say(`${run.result.passed ? "as promised" : "NOT as promised"}: ${run.result.happened}`);
      runs.push(run);
    }
  } finally {
    await (await ahead?.catch(() => undefined))?.stop();
  }
  return runs;
}

function broughtUp(scenario: Scenario | undefined): Promise<Platform> | undefined {
  const platform = scenario && Platform.start(scenario.platform);
  // Whoever waits for it hears of it.
  platform?.catch(() => undefined);
  return platform;
}
