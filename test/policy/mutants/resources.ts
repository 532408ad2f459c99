// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";
import { resourceAccessMutants } from "./resource-access";
import { resourceDataMutants } from "./resource-data";
import { resourceEksMutants } from "./resource-eks";
import { resourceElasticacheMutants } from "./resource-elasticache";
import { resourceLbMutants } from "./resource-lb";
import { resourceNetworkMutants } from "./resource-network";
import { resourceRdsMutants } from "./resource-rds";
import { resourceRegionMutants } from "./resource-region";
import { resourceRoute53Mutants } from "./resource-route53";
import { resourceStatefulMutants } from "./resource-stateful";
import { resourceStorageMutants } from "./resource-storage";

/** Mistakes in a single resource. */
export const resourceMutants: readonly Mutant[] = [
  ...resourceAccessMutants,
  ...resourceDataMutants,
  ...resourceEksMutants,
  ...resourceElasticacheMutants,
  ...resourceLbMutants,
  ...resourceNetworkMutants,
  ...resourceRdsMutants,
  ...resourceRegionMutants,
  ...resourceRoute53Mutants,
  ...resourceStatefulMutants,
  ...resourceStorageMutants,
];
