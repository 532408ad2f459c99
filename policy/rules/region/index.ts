// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { askRegionalSts } from "./ask-regional-sts";
import { bindProvidersToAccounts } from "./bind-providers-to-accounts";
import { equipEveryRegion } from "./equip-every-region";
import { keepRegionalStacksApart } from "./keep-regional-stacks-apart";
import { knowRegions } from "./know-regions";
import { referToOwnRegion } from "./refer-to-own-region";

/** What makes a region whole, and keeps it apart from others. */
export const regionRules: readonly Rule[] = [
  askRegionalSts,
  bindProvidersToAccounts,
  equipEveryRegion,
  keepRegionalStacksApart,
  knowRegions,
  referToOwnRegion,
];
