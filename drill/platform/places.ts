// SPDX-License-Identifier: Apache-2.0

/** The region where payments begin. */
export const firstRegion = "us-east-1";

/** The region that stands by, and has a replica of the journal. */
export const otherRegion = "eu-west-1";

/** Has the journal's other replica, and looks at both regions from outside. */
export const thirdPlace = "eu-central-1";

/** The regions that can take payments. */
export const regionNames = [firstRegion, otherRegion] as const;

export type RegionName = (typeof regionNames)[number];

/** The region that is not this one. */
export function peerOf(region: RegionName): RegionName {
  return region === firstRegion ? otherRegion : firstRegion;
}
