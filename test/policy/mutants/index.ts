// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";
import { networkMutants } from "./network";
import { rdsMutants } from "./rds";
import { resourceMutants } from "./resources";
import { route53Mutants } from "./route53";

/** Every mistake that the rules are tried on. */
export const mutants: readonly Mutant[] = [
  ...networkMutants,
  ...rdsMutants,
  ...resourceMutants,
  ...route53Mutants,
];
