// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { balanceOverZones } from "./balance-over-zones";
import { checkTargetApplications } from "./check-target-applications";
import { guardLoadBalancers } from "./guard-load-balancers";
import { keepLowerTiersInOneRegion } from "./keep-lower-tiers-in-one-region";
import { letTargetsBeShifted } from "./let-targets-be-shifted";
import { logLoadBalancers } from "./log-load-balancers";
import { serveModernTls } from "./serve-modern-tls";
import { serveTier1InEveryRegion } from "./serve-tier-1-in-every-region";
import { serveTlsAlone } from "./serve-tls-alone";
import { tagServicesWithTier } from "./tag-services-with-tier";
import { useCertificatesOfOwnRegion } from "./use-certificates-of-own-region";

/** Load balancers, and the services behind them. */
export const lbRules: readonly Rule[] = [
  balanceOverZones,
  checkTargetApplications,
  guardLoadBalancers,
  keepLowerTiersInOneRegion,
  letTargetsBeShifted,
  logLoadBalancers,
  serveModernTls,
  serveTier1InEveryRegion,
  serveTlsAlone,
  tagServicesWithTier,
  useCertificatesOfOwnRegion,
];
