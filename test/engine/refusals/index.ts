// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import { ec2Vpc } from "./ec2-vpc";
import { rdsClusters } from "./rds-clusters";

/** A case for every rule of the tables under `sandbox/aws`, a file for each of theirs. */
export const refusalCases: readonly RefusalCase[] = [ec2Vpc, rdsClusters].flat();
