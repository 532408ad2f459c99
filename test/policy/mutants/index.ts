// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";
import { graphCloudwatchMutants } from "./graph-cloudwatch";
import { graphDatabasesMutants } from "./graph-databases";
import { graphEksMutants } from "./graph-eks";
import { graphNetworkMutants } from "./graph-network";
import { graphRegionsMutants } from "./graph-regions";
import { graphRoute53Mutants } from "./graph-route53";
import { graphS3Mutants } from "./graph-s3";
import { graphServicesMutants } from "./graph-services";
import { networkMutants } from "./network";
import { rdsMutants } from "./rds";
import { resourceMutants } from "./resources";
import { route53Mutants } from "./route53";

/** Every mistake that the rules are tried on. */
export const mutants: readonly Mutant[] = [
  ...graphCloudwatchMutants,
  ...graphDatabasesMutants,
  ...graphEksMutants,
  ...graphNetworkMutants,
  ...graphRegionsMutants,
  ...graphRoute53Mutants,
  ...graphS3Mutants,
  ...graphServicesMutants,
  ...networkMutants,
  ...rdsMutants,
  ...resourceMutants,
  ...route53Mutants,
];
