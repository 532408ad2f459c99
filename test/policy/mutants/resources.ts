// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";
import { resourceLbMutants } from "./resource-lb";
import { resourceElasticacheMutants } from "./resource-elasticache";
import { resourceEksMutants } from "./resource-eks";
import { resourceNetworkMutants } from "./resource-network";
import { resourceRdsMutants } from "./resource-rds";
import { resourceRegionMutants } from "./resource-region";
import { resourceStatefulMutants } from "./resource-stateful";

/** Mistakes in a single resource. */
export const resourceMutants: readonly Mutant[] = [
  ...resourceLbMutants,
  ...resourceElasticacheMutants,
  ...resourceEksMutants,
  ...resourceNetworkMutants,
  ...resourceRdsMutants,
  ...resourceRegionMutants,
  ...resourceStatefulMutants,
];
