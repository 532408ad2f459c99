// SPDX-License-Identifier: Apache-2.0
import { authenticateCacheClients } from "./authenticate-cache-clients";
import { encryptCaches } from "./encrypt-caches";
import { keepCachesRegional } from "./keep-caches-regional";
import { spreadCachesOverZones } from "./spread-caches-over-zones";

/** Rules about one cache. */
export const cacheRules = [
  authenticateCacheClients,
  encryptCaches,
  keepCachesRegional,
  spreadCachesOverZones,
] as const;
