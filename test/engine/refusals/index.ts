// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import { ec2Peering } from "./ec2-peering";
import { ec2TransitGateway } from "./ec2-transit-gateway";
import { ec2TransitRoutes } from "./ec2-transit-routes";
import { ec2Vpc } from "./ec2-vpc";
import { rdsClusters } from "./rds-clusters";

/** A case for every rule of the tables under `sandbox/aws`, a file for each of theirs. */
export const refusalCases: readonly RefusalCase[] = [
  ec2Peering,
  ec2TransitGateway,
  ec2TransitRoutes,
  ec2Vpc,
  rdsClusters,
].flat();
