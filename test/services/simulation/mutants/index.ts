// SPDX-License-Identifier: Apache-2.0
import { changes } from "./changes";
import { logs } from "./logs";
import type { Mutant } from "./mutant";
import { payments } from "./payments";

export type { Mutant } from "./mutant";

/** All of them, each to be killed by its name. */
export const mutants: readonly Mutant[] = [...payments, ...logs, ...changes];
