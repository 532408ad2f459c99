// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";
import { graphCloudwatchMutants } from "./graph-cloudwatch";
import { graphEksMutants } from "./graph-eks";
import { graphNetworkMutants } from "./graph-network";
import { graphRoute53Mutants } from "./graph-route53";
import { graphS3Mutants } from "./graph-s3";
import { networkMutants } from "./network";
import { rdsMutants } from "./rds";
import { resourceMutants } from "./resources";
import { route53Mutants } from "./route53";

/** Every mistake that the rules are tried on. */
export const mutants: readonly Mutant[] = [
  ...graphCloudwatchMutants,
  ...graphEksMutants,
  ...graphNetworkMutants,
  ...graphRoute53Mutants,
  ...graphS3Mutants,
  ...networkMutants,
  ...rdsMutants,
  ...resourceMutants,
  ...route53Mutants,
];
