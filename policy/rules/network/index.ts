// SPDX-License-Identifier: Apache-2.0
import { emptyDefaultSecurityGroups } from "./empty-default-security-groups";
import { keepAddressesPrivate } from "./keep-addresses-private";
import { limitEgressToAnywhere } from "./limit-egress-to-anywhere";
import { limitIngressFromAnywhere } from "./limit-ingress-from-anywhere";
import { recordAllFlows } from "./record-all-flows";
import { resolveEndpointsPrivately } from "./resolve-endpoints-privately";
import { resolveNamesInNetworks } from "./resolve-names-in-networks";
import { resolvePeersPrivately } from "./resolve-peers-privately";
import { spanZones } from "./span-zones";
import { standInOwnZones } from "./stand-in-own-zones";

/** Rules about one thing of a network. */
export const networkRules = [
  emptyDefaultSecurityGroups,
  keepAddressesPrivate,
  limitEgressToAnywhere,
  limitIngressFromAnywhere,
  recordAllFlows,
  resolveEndpointsPrivately,
  resolveNamesInNetworks,
  resolvePeersPrivately,
  spanZones,
  standInOwnZones,
] as const;
