// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given } from "../../support/refusal-case";

/** A region other than the stack's. */
export const abroad = "eu-west-1";

/** Pulumi's options, and the end of the resource's name where a case has two of a type. */
export interface Options {
  readonly called?: string;
  readonly dependsOn?: pulumi.Resource[];
  readonly retainOnDelete?: boolean;
}

/** What Pulumi forgets and AWS keeps. */
export const kept: Options = { retainOnDelete: true };

export function gatewayOf(
  { aws, name }: Given,
  more: aws.ec2transitgateway.TransitGatewayArgs = {},
) {
  return new aws.ec2transitgateway.TransitGateway(`${name}-gateway`, {
    defaultRouteTableAssociation: "disable",
    defaultRouteTablePropagation: "disable",
    ...more,
  });
}

export function tableOf(
  { aws, name }: Given,
  transitGatewayId: pulumi.Input<string>,
  called = "table",
) {
  return new aws.ec2transitgateway.RouteTable(`${name}-${called}`, { transitGatewayId });
}

/** A VPC with a subnet in two zones. */
export function networkOf({ aws, name }: Given, called = "vpc") {
  const vpc = new aws.ec2.Vpc(`${name}-${called}`, { cidrBlock: "10.1.0.0/16" });
  const subnets = ["a", "b"].map(
    (zone, index) =>
      new aws.ec2.Subnet(`${name}-${called}-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.1.${index}.0/28`,
        availabilityZone: `us-east-1${zone}`,
      }),
  );
  return { vpc, subnetIds: subnets.map(({ id }) => id) };
}

export function attach(
  { aws, name }: Given,
  transitGatewayId: pulumi.Input<string>,
  { vpc, subnetIds }: ReturnType<typeof networkOf>,
  change: Partial<aws.ec2transitgateway.VpcAttachmentArgs> = {},
  { called = "attachment", ...opts }: Options = {},
) {
  return new aws.ec2transitgateway.VpcAttachment(
    `${name}-${called}`,
    {
      transitGatewayId,
      vpcId: vpc.id,
      subnetIds,
      transitGatewayDefaultRouteTableAssociation: false,
      transitGatewayDefaultRouteTablePropagation: false,
      ...change,
    },
    opts,
  );
}

/** A gateway with a VPC attached, and a route table. */
export function attached(given: Given) {
  const { id } = gatewayOf(given);
  const network = networkOf(given);
  return { id, network, attachment: attach(given, id, network), table: tableOf(given, id) };
}

/** A gateway here that asks one of another region for a peering. */
export function peering(
  given: Given,
  change: Partial<aws.ec2transitgateway.PeeringAttachmentArgs> = {},
) {
  const { aws, name } = given;
  const { id } = gatewayOf(given);
  const peer = new aws.ec2transitgateway.TransitGateway(`${name}-peer`, {}, given.in(abroad));
  const request = new aws.ec2transitgateway.PeeringAttachment(`${name}-peering`, {
    transitGatewayId: id,
    peerTransitGatewayId: peer.id,
    peerRegion: abroad,
    ...change,
  });
  return { id, request };
}

export function accept(
  given: Given,
  transitGatewayAttachmentId: pulumi.Input<string>,
  region: string,
  { called = "acceptance", ...opts }: Options = {},
) {
  return new given.aws.ec2transitgateway.PeeringAttachmentAccepter(
    `${given.name}-${called}`,
    { transitGatewayAttachmentId },
    { ...given.in(region), ...opts },
  );
}

/** A peering and a table here to route to it: once it is accepted, or by mistake never. */
export function routed(given: Given) {
  const { id, request } = peering(given);
  const opts = given.mistake ? {} : { dependsOn: [accept(given, request.id, abroad)] };
  return { table: tableOf(given, id), request, opts };
}

type Id = pulumi.Input<string>;

export function associate({ aws, name }: Given, attachment: Id, table: Id, more: Options = {}) {
  const { called = "association", ...opts } = more;
  return new aws.ec2transitgateway.RouteTableAssociation(
    `${name}-${called}`,
    { transitGatewayAttachmentId: attachment, transitGatewayRouteTableId: table },
    opts,
  );
}

export function propagate({ aws, name }: Given, attachment: Id, table: Id, more: Options = {}) {
  const { called = "propagation", ...opts } = more;
  return new aws.ec2transitgateway.RouteTablePropagation(
    `${name}-${called}`,
    { transitGatewayAttachmentId: attachment, transitGatewayRouteTableId: table },
    opts,
  );
}

export function sendTo(
  { aws, name }: Given,
  attachment: Id,
  table: Id,
  change: Partial<aws.ec2transitgateway.RouteArgs> = {},
  { called = "route", ...opts }: Options = {},
) {
  return new aws.ec2transitgateway.Route(
    `${name}-${called}`,
    {
      destinationCidrBlock: "10.9.0.0/16",
      transitGatewayAttachmentId: attachment,
      transitGatewayRouteTableId: table,
      ...change,
    },
    opts,
  );
}
