// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { emptyDefaultSecurityGroups } from "./empty-default-security-groups";
import { keepAddressesPrivate } from "./keep-addresses-private";
import { keepNetworksDisjoint } from "./keep-networks-disjoint";
import { keepZonesIndependent } from "./keep-zones-independent";
import { limitEgressToAnywhere } from "./limit-egress-to-anywhere";
import { limitIngressFromAnywhere } from "./limit-ingress-from-anywhere";
import { logEveryNetwork } from "./log-every-network";
import { openLoadBalancersAlone } from "./open-load-balancers-alone";
import { reachAwsByGatewayEndpoints } from "./reach-aws-by-gateway-endpoints";
import { recordAllFlows } from "./record-all-flows";
import { resolveEndpointsPrivately } from "./resolve-endpoints-privately";
import { resolveNamesInNetworks } from "./resolve-names-in-networks";
import { resolvePeersPrivately } from "./resolve-peers-privately";
import { routePeeringsBothWays } from "./route-peerings-both-ways";
import { spanZones } from "./span-zones";
import { spreadOverZones } from "./spread-over-zones";
import { standInOwnZones } from "./stand-in-own-zones";

/** Networks and what may pass in them. */
export const networkRules: readonly Rule[] = [
  emptyDefaultSecurityGroups,
  keepAddressesPrivate,
  keepNetworksDisjoint,
  keepZonesIndependent,
  limitEgressToAnywhere,
  limitIngressFromAnywhere,
  logEveryNetwork,
  openLoadBalancersAlone,
  reachAwsByGatewayEndpoints,
  recordAllFlows,
  resolveEndpointsPrivately,
  resolveNamesInNetworks,
  resolvePeersPrivately,
  routePeeringsBothWays,
  spanZones,
  spreadOverZones,
  standInOwnZones,
];
