// SPDX-License-Identifier: Apache-2.0
import type { Region, Topology } from "../../../stacks/topology";
import { regionRules } from "../../../stacks/topology-rules/regions";
import { nth, thirdRegion } from "../../support/topologies";
import { itHoldsRules, type Mutant } from "../../support/topology-rules";

const us = (topology: Topology) => nth(topology, 0);
const eu = (topology: Topology) => nth(topology, 1);

const rangesOf = ({ cidr, podCidr, serviceCidr }: Region) => ({ cidr, podCidr, serviceCidr });

const mutants: readonly Mutant[] = [
  [
    "two regions have one name",
    (topology) => topology.regions.push({ ...eu(topology), ...rangesOf(thirdRegion()) }),
    'regions[2].name: is the same as regions[1].name, got "eu-west-1"; name each region once',
  ],
  [
    "the standby's peer is a third region",
    (topology) => {
      topology.regions.push(thirdRegion());
      eu(topology).peer = "eu-central-1";
    },
    'regions[1].peer: must be the founding region (us-east-1), whose peer this region is, got "eu-central-1"; write us-east-1',
  ],
  [
    "the founding region is none of the regions",
    (topology) => (topology.foundingRegion = "us-west-2"),
    'foundingRegion: is none of the regions (us-east-1, eu-west-1), got "us-west-2"; name one of them, or add the region',
  ],
  [
    "the active region is outside of the tier-1 pair",
    (topology) => (topology.activeRegion = "eu-central-1"),
    'activeRegion: must be the founding region (us-east-1) or its peer (eu-west-1), got "eu-central-1"; name the one that the journal\'s control item names',
  ],
  [
    "the standby's peer is the standby itself",
    (topology) => (eu(topology).peer = "eu-west-1"),
    'regions[1].peer: is the region itself, got "eu-west-1"; name another region of the list',
  ],
  [
    "a peer is none of the regions",
    (topology) => (eu(topology).peer = "eu-west-3"),
    'regions[1].peer: is none of the other regions (us-east-1), got "eu-west-3"; name another region of the list',
  ],
  [
    "a zone belongs to another region",
    (topology) => (eu(topology).availabilityZones[2] = "us-east-1c"),
    'regions[1].availabilityZones[2]: is not an availability zone of eu-west-1, got "us-east-1c"; write the region\'s name and a letter, such as eu-west-1a',
  ],
  [
    "a local zone is taken for an availability zone",
    (topology) => (us(topology).availabilityZones[0] = "us-east-1-bos-1a"),
    'regions[0].availabilityZones[0]: is not an availability zone of us-east-1, got "us-east-1-bos-1a"; write the region\'s name and a letter, such as us-east-1a',
  ],
  [
    "a zone is named twice",
    (topology) => (eu(topology).availabilityZones[2] = "eu-west-1a"),
    'regions[1].availabilityZones[2]: is the same as regions[1].availabilityZones[0], got "eu-west-1a"; name three different zones',
  ],
];

describe("regionRules", () => {
  itHoldsRules(regionRules, mutants);
});
