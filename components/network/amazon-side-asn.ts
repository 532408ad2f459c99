// SPDX-License-Identifier: Apache-2.0
import { cidrOf } from "./cidr";
import { smallestRanges } from "./subnet-plan";

/**
 * Private autonomous system numbers of 32 bits that a transit gateway may have.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html
 */
export const longAsns = { first: 4_200_000_000, last: 4_294_967_294 } as const;

/** Those of 16 bits, for networks whose routers know no others. */
export const shortAsns = { first: 64_512, last: 65_534 } as const;

const addressBits = 32;

/**
 * The number of a region's transit gateway, made from its VPC's range: disjoint ranges give different
 * numbers, as AWS asks of gateways that are peered, and a range is as hard to change as the number.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
 * @example amazonSideAsn("10.1.0.0/16") // 4200163904
 * @throws RangeError when the text is no range
 */
export function amazonSideAsn(vpcCidr: string): number {
  // The smallest VPC of the plan has 22 bits of prefix, so no two disjoint ones share these.
  const block = cidrOf(vpcCidr).first >> BigInt(addressBits - smallestRanges.vpc);
  return longAsns.first + Number(block);
}
