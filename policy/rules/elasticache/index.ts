// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { authenticateCacheClients } from "./authenticate-cache-clients";
import { encryptCaches } from "./encrypt-caches";
import { keepCachesRegional } from "./keep-caches-regional";
import { matchCacheCapacity } from "./match-cache-capacity";
import { spreadCachesOverZones } from "./spread-caches-over-zones";

/** Caches. */
export const elasticacheRules: readonly Rule[] = [
  authenticateCacheClients,
  encryptCaches,
  keepCachesRegional,
  matchCacheCapacity,
  spreadCachesOverZones,
];
