// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

export const networkMutants: readonly Mutant[] = [
  {
    rule: "keep-networks-disjoint",
    mistake: "the standby's VPC lies inside the other's range",
    scope: "eu-west-1",
    make: (stack) => stack.set(stack.one("aws:ec2/vpc:Vpc"), ["cidrBlock"], "10.1.128.0/17"),
    also: ["route-peerings-both-ways"],
  },
];
