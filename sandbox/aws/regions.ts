// SPDX-License-Identifier: Apache-2.0

const directions: Readonly<Record<string, string>> = {
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

/**
 * Zones whose number isn't that of their letter. Which zone a letter means differs from account to
 * account; in many, `us-east-1e` is the one in which EKS and others have no room.
 */
const otherNumbers: Readonly<Record<string, number>> = { "us-east-1c": 5, "us-east-1e": 3 };

/** `use1-az1` for `us-east-1a`: stable within an account, as AWS's own mapping is. */
export function zoneId(zone: string): string {
  const match = /^([a-z]{2})-([a-z]+)-(\d)([a-z])$/.exec(zone);
  const [, area = "", direction = "", number = "", letter = "a"] = match ?? [];
  const short = directions[direction] ?? direction.slice(0, 1);
  const place = otherNumbers[zone] ?? letter.charCodeAt(0) - "a".charCodeAt(0) + 1;
  return `${area}${short}${number}-az${place}`;
}

/**
 * Letters of a region's availability zones, for regions that don't have exactly `a`, `b` and `c`.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
const otherZones: Readonly<Record<string, string>> = {
  "us-east-1": "abcdef",
  "us-west-1": "ac",
  "us-west-2": "abcd",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ca-central-1": "abd",
};

/** Names of a region's availability zones: `eu-west-1a`. */
export function zonesOf(region: string): string[] {
  return [...(otherZones[region] ?? "abc")].map((letter) => `${region}${letter}`);
}

/** Route 53 zones that AWS's own endpoints of a region live in, for alias records. */
interface EndpointZones {
  readonly applicationLoadBalancer: string;
  readonly networkLoadBalancer: string;
  readonly bucketWebsite: string;
}

/**
 * @see https://docs.aws.amazon.com/general/latest/gr/elb.html
 * @see https://docs.aws.amazon.com/general/latest/gr/s3.html#s3_website_region_endpoints
 */
const endpointZones: Readonly<Record<string, EndpointZones>> = {
  "us-east-1": zones("Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI", "Z3AQBSTGFYJSTF"),
  "us-east-2": zones("Z3AADJGX6KTTL2", "ZLMOA37VPKANP", "Z2O1EMRO9K5GLX"),
  "us-west-1": zones("Z368ELLRRE2KJ0", "Z24FKFUX50B4VW", "Z2F56UZL2M1ACD"),
  "us-west-2": zones("Z1H1FL5HABSF5", "Z18D5FSROUN65G", "Z3BJ6K6RIION7M"),
  "ca-central-1": zones("ZQSVJUPU6J1EY", "Z2EPGBW3API2WT", "Z1QDHH18159H29"),
  "eu-central-1": zones("Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90", "Z21DNDUVLTQW6Q"),
  "eu-north-1": zones("Z23TAZ6LKFMNIO", "Z1UDT6IFJ4EJM", "Z3BAZG2TWCNX0D"),
  "eu-west-1": zones("Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F", "Z1BKCTXD74EZPE"),
  "eu-west-2": zones("ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G", "Z3GKZC51ZF0DB4"),
  "eu-west-3": zones("Z3Q77PNBQS71R4", "Z1CMS0P5QUZ6D5", "Z3R1K369G5AVDG"),
  "ap-northeast-1": zones("Z14GRHDCWA56QT", "Z31USIVHYNEOWT", "Z2M4EHUR26P7ZW"),
  "ap-southeast-1": zones("Z1LMS91P8CMLE5", "ZKVM4W9LS7TM", "Z3O0J2DXBE1FTB"),
  "ap-southeast-2": zones("Z1GM3OXH4ZPM65", "ZCT6FZBF4DROD", "Z1WCIGYICN2BYD"),
};

function zones(
  applicationLoadBalancer: string,
  networkLoadBalancer: string,
  bucketWebsite: string,
): EndpointZones {
  return { applicationLoadBalancer, networkLoadBalancer, bucketWebsite };
}

/** Whether a zone is one of those that AWS keeps for its load balancers. */
export function isLoadBalancerZone(zoneId: string): boolean {
  return Object.values(endpointZones)
    .flatMap((zone) => [zone.applicationLoadBalancer, zone.networkLoadBalancer])
    .includes(zoneId);
}

/**
 * @throws RangeError for a region that the sandbox has no zones of; add its line above
 */
export function endpointZonesOf(region: string): EndpointZones {
  const found = endpointZones[region];
  if (found !== undefined) return found;
  throw new RangeError(`the sandbox knows no endpoint zones of region "${region}"`);
}
