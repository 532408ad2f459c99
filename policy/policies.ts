// SPDX-License-Identifier: Apache-2.0
import type { Policy } from "@pulumi/policy";

import { readExceptions } from "./lib/exceptions";
import { policyOf } from "./lib/pack";
import { rules } from "./rules";

/**
 * Every rule as the engine's policy.
 *
 * @param exceptionsFile path of the file of exceptions; there need not be one
 * @throws LedgerError when the file can't be used
 */
export function policies(exceptionsFile: string): Policy[] {
  const ids = rules.map(({ id }) => id);
  const circumstances = {
    exceptions: readExceptions(exceptionsFile, ids),
    today: new Date().toISOString().slice(0, 10),
  };
  return rules.map((rule) => policyOf(rule, circumstances));
}
