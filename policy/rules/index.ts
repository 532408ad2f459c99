// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../lib/rule";
import { keepNetworksDisjoint } from "./network/keep-networks-disjoint";
import { spreadDatabasesOverZones } from "./rds/spread-databases-over-zones";
import { pairFailoverRecords } from "./route53/pair-failover-records";

/** Every rule of the pack, in the order of the documentation. */
export const rules: readonly Rule[] = [
  keepNetworksDisjoint,
  spreadDatabasesOverZones,
  pairFailoverRecords,
];
