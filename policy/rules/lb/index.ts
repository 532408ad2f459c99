// SPDX-License-Identifier: Apache-2.0
import { balanceOverZones } from "./balance-over-zones";
import { checkTargetApplications } from "./check-target-applications";
import { guardLoadBalancers } from "./guard-load-balancers";
import { logLoadBalancers } from "./log-load-balancers";
import { serveModernTls } from "./serve-modern-tls";
import { serveTlsAlone } from "./serve-tls-alone";

/** Rules about one load balancer and its parts. */
export const loadBalancerRules = [
  balanceOverZones,
  checkTargetApplications,
  guardLoadBalancers,
  logLoadBalancers,
  serveModernTls,
  serveTlsAlone,
] as const;
