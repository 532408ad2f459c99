// SPDX-License-Identifier: Apache-2.0
import { knowRegions } from "./know-regions";
import { referToOwnRegion } from "./refer-to-own-region";

export const regionRules = [knowRegions, referToOwnRegion] as const;
