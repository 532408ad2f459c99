// SPDX-License-Identifier: Apache-2.0

/**
 * Encrypts the secrets in the sandbox's state. It is no secret itself: the sandbox holds none of
 * value. It is the same everywhere, so that a state can be looked at with any pulumi.
 */
export const sandboxPassphrase = "sandbox";

/** Set by a user for AWS; here they would move the state or its key out of the sandbox. */
const removed = ["PULUMI_CONFIG_PASSPHRASE_FILE", "PULUMI_ACCESS_TOKEN", "PULUMI_STACK"];

export interface EngineLocations {
  /** Folder of the state, absolute. */
  readonly state: string;
  /** The engine's own folder, absolute; apart from the user's, which holds real logins. */
  readonly home: string;
  /** `name:port` entries of the stand-in providers, separated by commas. */
  readonly debugProviders: string;
}

/** The environment in which the engine runs. */
export function engineEnvironment(
  user: NodeJS.ProcessEnv,
  { state, home, debugProviders }: EngineLocations,
): NodeJS.ProcessEnv {
  const kept = Object.entries(user).filter(([name]) => !removed.includes(name));
  return {
    ...Object.fromEntries(kept),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: sandboxPassphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The stand-ins are attached; without this the engine would fetch the real plugins as well.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // Shows the --event-log flag, as Pulumi's own Automation API does.
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_DEBUG_PROVIDERS: mergeDebugProviders(user.PULUMI_DEBUG_PROVIDERS ?? "", debugProviders),
  };
}

/** The user's entries, and the stand-ins for every provider that the user has not named. */
export function mergeDebugProviders(user: string, standIns: string): string {
  const chosen = entriesOf(user);
  const names = new Set(chosen.map(nameOf));
  return [...chosen, ...entriesOf(standIns).filter((entry) => !names.has(nameOf(entry)))].join(",");
}

function entriesOf(list: string): string[] {
  return list
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function nameOf(entry: string): string {
  return entry.slice(0, entry.indexOf(":"));
}
