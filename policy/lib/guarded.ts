// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "./graph";
import type { Configured, Settings } from "./rule";

/** Settings of rules that don't hold where an environment is meant to be torn down at will. */
export const guardSettings = {
  environmentTag: {
    description: "The tag that names a resource's environment",
    default: "payments:environment",
  },
  disposableEnvironments: {
    description:
      "Environments that may be deleted with all they hold; what has no such tag counts as none of them",
    default: ["development", "staging", "test"],
  },
} as const satisfies Settings;

/** Whether a resource's environment is one to be guarded. @throws Undecidable */
export function isGuarded(resource: Resource, config: Configured<typeof guardSettings>): boolean {
  const environment = resource.tag(config.environmentTag).text();
  return environment === undefined || !config.disposableEnvironments.includes(environment);
}
