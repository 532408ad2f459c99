// SPDX-License-Identifier: Apache-2.0
import { askRegionalSts } from "./ask-regional-sts";
import { bindProvidersToAccounts } from "./bind-providers-to-accounts";
import { knowRegions } from "./know-regions";
import { referToOwnRegion } from "./refer-to-own-region";

/** Rules about regions and providers. */
export const regionRules = [
  askRegionalSts,
  bindProvidersToAccounts,
  knowRegions,
  referToOwnRegion,
] as const;
