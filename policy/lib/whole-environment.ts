// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "./rule";

/**
 * The pack's configuration for the merged graph of all stacks: the rules about an environment
 * judge, and those that have judged each stack alone don't again.
 */
export function wholeEnvironment(
  rules: readonly Rule[],
): Record<string, { scope: "environment" } | { enforcementLevel: "disabled" }> {
  return Object.fromEntries(
    rules.map(({ id, judges }) => [
      id,
      judges === "environment" ? { scope: "environment" } : { enforcementLevel: "disabled" },
    ]),
  );
}
