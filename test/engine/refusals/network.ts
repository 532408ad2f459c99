// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given } from "../../support/refusal-case";

/** Ids of the right form, of which nothing is there. */
export const nowhere = {
  address: "eipalloc-0123456789abcdef0",
  gateway: "igw-0123456789abcdef0",
  group: "sg-0123456789abcdef0",
  natGateway: "nat-0123456789abcdef0",
  peering: "pcx-0123456789abcdef0",
  routeTable: "rtb-0123456789abcdef0",
  subnet: "subnet-0123456789abcdef0",
  vpc: "vpc-0123456789abcdef0",
} as const;

/** A case's VPC: `10.<second>.0.0/16`. */
export function vpcOf(
  given: Given,
  second = 0,
  more: Partial<aws.ec2.VpcArgs> = {},
  opts: pulumi.CustomResourceOptions = {},
): aws.ec2.Vpc {
  const { aws, name } = given;
  return new aws.ec2.Vpc(
    `${name}-vpc${second}`,
    { cidrBlock: `10.${second}.0.0/16`, enableDnsHostnames: true, ...more },
    opts,
  );
}

/** A subnet of the VPC at `10.0.0.0/16`, in the zone that the letter names. */
export function subnetOf(
  given: Given,
  vpcId: pulumi.Input<string>,
  letter: string,
  more: Partial<aws.ec2.SubnetArgs> = {},
): aws.ec2.Subnet {
  const { aws, name } = given;
  return new aws.ec2.Subnet(`${name}-subnet-${letter}`, {
    vpcId,
    cidrBlock: `10.0.${letter.charCodeAt(0)}.0/24`,
    availabilityZone: `us-east-1${letter}`,
    ...more,
  });
}

/** Subnets in zones a and b of a VPC of the case's own. */
export function twoSubnetsOf(given: Given): {
  readonly vpc: aws.ec2.Vpc;
  readonly subnets: readonly [aws.ec2.Subnet, aws.ec2.Subnet];
} {
  const vpc = vpcOf(given);
  return { vpc, subnets: [subnetOf(given, vpc.id, "a"), subnetOf(given, vpc.id, "b")] };
}

/** An internet gateway of a VPC. */
export function gatewayOf(
  { aws, name }: Given,
  vpcId: pulumi.Input<string>,
  role = "internet",
): aws.ec2.InternetGateway {
  return new aws.ec2.InternetGateway(`${name}-${role}`, { vpcId });
}

/** A security group of a VPC. */
export function groupOf(
  { aws, name }: Given,
  vpcId: pulumi.Input<string>,
  role = "group",
): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(`${name}-${role}`, { vpcId });
}

/**
 * For a case of stage `delete`, in which something is deleted while something else still names it:
 * the id for as long as the first is there, and afterwards what the second had before.
 */
export function keeping(
  property: string,
  held: { readonly id: pulumi.Input<string> } | undefined,
): { readonly id: pulumi.Input<string>; readonly opts: pulumi.CustomResourceOptions } {
  return { id: held?.id ?? "whatever it was", opts: { ignoreChanges: [property] } };
}
