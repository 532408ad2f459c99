// SPDX-License-Identifier: Apache-2.0
import { blockAt, cidrOf } from "../components/network/cidr";
import { zonesOf } from "../sandbox/aws/regions";
import { production } from "../stacks/environments/production";
import { regionOf, type Region, type Topology } from "../stacks/topology";

/**
 * Regions in which generated topologies stand, in the order in which they are added. The first two
 * are production's, so that whatever it says about them (the journal's regions, say) still holds.
 */
const regionNames = [
  ...["us-east-1", "eu-west-1", "eu-central-1", "us-west-2", "ap-northeast-1"],
  ...["us-east-2", "eu-west-2", "ap-southeast-1", "ca-central-1", "ap-southeast-2"],
];

/** Most regions of a generated topology. */
export const mostRegions = regionNames.length;

const vpcs = { block: cidrOf("10.0.0.0/8"), first: 1 };
const pods = { block: cidrOf("100.64.0.0/10"), first: 0 };
/** From 172.20.0.0/16 on: 172.17.0.0/16 is Docker's. */
const services = { block: cidrOf("172.16.0.0/12"), first: 4 };

/**
 * Production with that many regions, each as large as its founding one. Whoever is added watches,
 * and is watched by, neighbours in the list, so that no stack grows with the number of regions
 * except for those that hold something of each.
 *
 * @throws RangeError for less than two or more than {@link mostRegions}
 */
export function productionWith(regions: number): Topology {
  if (!Number.isInteger(regions) || regions < 2 || regions > mostRegions) {
    throw new RangeError(`must be a whole number from 2 to ${mostRegions}, got ${regions}`);
  }
  const model = regionOf(production, production.foundingRegion);
  return {
    ...production,
    regions: regionNames.slice(0, regions).map((name, index) => regionLike(model, name, index)),
  };
}

function regionLike(model: Region, name: string, index: number): Region {
  const range = ({ block, first }: typeof vpcs) => blockAt(block, 16, first + index).text;
  return {
    ...model,
    name,
    peer: regionNames[index === 0 ? 1 : index - 1] ?? name,
    cidr: range(vpcs),
    podCidr: range(pods),
    serviceCidr: range(services),
    availabilityZones: zonesOf(name).slice(0, 3),
  };
}
