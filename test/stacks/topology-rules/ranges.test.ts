// SPDX-License-Identifier: Apache-2.0
import type { Topology } from "../../../stacks/topology";
import { rangeRules } from "../../../stacks/topology-rules/ranges";
import { nth } from "../../support/topologies";
import { itHoldsRules, type Mutant } from "../../support/topology-rules";

const us = (topology: Topology) => nth(topology, 0);
const eu = (topology: Topology) => nth(topology, 1);

const mutants: readonly Mutant[] = [
  [
    "a range has host bits",
    (topology) => (eu(topology).cidr = "10.2.3.4/16"),
    'regions[1].cidr: has host bits set, got "10.2.3.4/16"; write 10.2.0.0/16 if that block is meant',
  ],
  [
    "a range only looks like one",
    (topology) => (eu(topology).podCidr = "100.999.0.0/16"),
    'regions[1].podCidr: is not an IPv4 range, got "100.999.0.0/16"; write four numbers from 0 to 255 and a prefix from 0 to 32, such as 10.1.0.0/16',
  ],
  [
    "the standby has the founding region's VPC range",
    (topology) => (eu(topology).cidr = "10.1.0.0/16"),
    'regions[1].cidr: overlaps regions[0].cidr (10.1.0.0/16), got "10.1.0.0/16"; choose a disjoint block',
  ],
  [
    "services of one region overlap pods of another",
    (topology) => {
      us(topology).podCidr = "10.30.0.0/16";
      eu(topology).serviceCidr = "10.30.64.0/20";
    },
    'regions[1].serviceCidr: overlaps regions[0].podCidr (10.30.0.0/16), got "10.30.64.0/20"; choose a disjoint block',
  ],
  [
    "a VPC is larger than AWS allows",
    (topology) => (eu(topology).cidr = "10.8.0.0/15"),
    'regions[1].cidr: must be a /16 to /22, got "10.8.0.0/15"; choose a block of that size',
  ],
  [
    "a VPC is too small to cut its subnets from",
    (topology) => (eu(topology).cidr = "10.2.0.0/23"),
    'regions[1].cidr: must be a /16 to /22, got "10.2.0.0/23"; choose a block of that size',
  ],
  [
    "a pod range is too small to cut its subnets from",
    (topology) => (eu(topology).podCidr = "100.65.0.0/27"),
    'regions[1].podCidr: must be a /16 to /26, got "100.65.0.0/27"; choose a block of that size',
  ],
  [
    "a service range is smaller than EKS allows",
    (topology) => (eu(topology).serviceCidr = "172.21.0.0/25"),
    'regions[1].serviceCidr: must be a /12 to /24, got "172.21.0.0/25"; choose a block of that size',
  ],
  [
    "a service range lies where EKS takes none",
    (topology) => (eu(topology).serviceCidr = "100.70.0.0/16"),
    'regions[1].serviceCidr: must lie in one of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, got "100.70.0.0/16"; choose a block inside one of them',
  ],
  [
    "a VPC has public addresses",
    (topology) => (eu(topology).cidr = "8.8.0.0/16"),
    'regions[1].cidr: must lie in one of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, got "8.8.0.0/16"; choose a block inside one of them',
  ],
  [
    "a VPC has link-local addresses",
    (topology) => (eu(topology).cidr = "169.254.0.0/16"),
    'regions[1].cidr: must lie in one of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, got "169.254.0.0/16"; choose a block inside one of them',
  ],
  [
    "a range contains Docker's own",
    (topology) => (eu(topology).serviceCidr = "172.16.0.0/14"),
    'regions[1].serviceCidr: overlaps 172.17.0.0/16, which Docker and some AWS services use themselves, got "172.16.0.0/14"; choose a block outside of it',
  ],
  [
    "pods are of another private block than their VPC",
    (topology) => (eu(topology).podCidr = "192.168.0.0/16"),
    'regions[1].podCidr: must lie in 10.0.0.0/8, 100.64.0.0/10, beside a VPC of 10.2.0.0/16, got "192.168.0.0/16"; choose a block of 100.64.0.0/10',
  ],
  [
    "pods are of 10.0.0.0/16 beside a VPC of 10.1.0.0/16",
    (topology) => (us(topology).podCidr = "10.0.0.0/16"),
    'regions[0].podCidr: must lie in 10.0.0.0/8, 100.64.0.0/10 and outside of 10.0.0.0/16, beside a VPC of 10.1.0.0/16, got "10.0.0.0/16"; choose a block of 100.64.0.0/10',
  ],
  [
    "pods are of 172.31.0.0/16 beside a VPC of 172.16.0.0/12",
    (topology) => {
      eu(topology).cidr = "172.30.0.0/16";
      eu(topology).podCidr = "172.31.0.0/16";
    },
    'regions[1].podCidr: must lie in 172.16.0.0/12, 100.64.0.0/10 and outside of 172.31.0.0/16, beside a VPC of 172.30.0.0/16, got "172.31.0.0/16"; choose a block of 100.64.0.0/10',
  ],
];

describe("rangeRules", () => {
  itHoldsRules(rangeRules, mutants);
});
