// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { gatewayOf, nowhere, subnetOf, vpcOf } from "./network";

const tableType = "aws:ec2/routeTable:RouteTable";
const route = "aws:ec2/route:Route";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";

type Args<T> = (given: Given, vpc: aws.ec2.Vpc) => Partial<T>;

function tableOf({ aws, name }: Given, vpc: aws.ec2.Vpc, role = "routes"): aws.ec2.RouteTable {
  return new aws.ec2.RouteTable(`${name}-${role}`, { vpcId: vpc.id });
}

/** A way to the internet; the mistake is in some of its properties. */
function routeCase(
  about: Pick<RefusalCase, "what" | "code" | "property" | "stage">,
  mistaken: Args<aws.ec2.RouteArgs>,
): RefusalCase {
  return {
    ...about,
    token: route,
    program: (given) => {
      const vpc = vpcOf(given);
      new given.aws.ec2.Route(`${given.name}-route`, {
        routeTableId: tableOf(given, vpc).id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: gatewayOf(given, vpc.id).id,
        ...(given.mistake ? mistaken(given, vpc) : {}),
      });
    },
  };
}

/** A route table of a subnet; the mistake is in some of its properties. */
function associationCase(
  about: Pick<RefusalCase, "what" | "code" | "property" | "stage">,
  mistaken: Args<aws.ec2.RouteTableAssociationArgs>,
): RefusalCase {
  return {
    ...about,
    token: association,
    program: (given) => {
      const vpc = vpcOf(given);
      new given.aws.ec2.RouteTableAssociation(`${given.name}-association`, {
        routeTableId: tableOf(given, vpc).id,
        subnetId: subnetOf(given, vpc.id, "a").id,
        ...(given.mistake ? mistaken(given, vpc) : {}),
      });
    },
  };
}

const routes: readonly RefusalCase[] = [
  routeCase(
    {
      what: "a route to two destinations",
      code: "InvalidParameterCombination",
      property: "destinationCidrBlock",
      stage: "check",
    },
    () => ({ destinationIpv6CidrBlock: "::/0" }),
  ),
  routeCase(
    {
      what: "a route without a target",
      code: "InvalidParameterCombination",
      property: "gatewayId",
      stage: "check",
    },
    () => ({ gatewayId: undefined }),
  ),
  routeCase(
    {
      what: "a route to a range with host bits",
      code: "InvalidParameterValue",
      property: "destinationCidrBlock",
      stage: "check",
    },
    () => ({ destinationCidrBlock: "192.0.2.1/24" }),
  ),
  routeCase(
    {
      what: "a route in a table that isn't there",
      code: "InvalidRouteTableID.NotFound",
      property: "routeTableId",
      stage: "write",
    },
    () => ({ routeTableId: nowhere.routeTable }),
  ),
  routeCase(
    {
      what: "a route to an internet gateway that isn't there",
      code: "InvalidGatewayID.NotFound",
      property: "gatewayId",
      stage: "write",
    },
    () => ({ gatewayId: nowhere.gateway }),
  ),
  routeCase(
    {
      what: "a route to a NAT gateway that isn't there",
      code: "InvalidNatGatewayID.NotFound",
      property: "natGatewayId",
      stage: "write",
    },
    () => ({ gatewayId: undefined, natGatewayId: nowhere.natGateway }),
  ),
  routeCase(
    {
      what: "a route to a peering connection that isn't there",
      code: "InvalidVpcPeeringConnectionID.NotFound",
      property: "vpcPeeringConnectionId",
      stage: "write",
    },
    () => ({ gatewayId: undefined, vpcPeeringConnectionId: nowhere.peering }),
  ),
  routeCase(
    {
      what: "a route to another VPC's internet gateway",
      code: "InvalidParameterValue",
      property: "routeTableId",
      stage: "write",
    },
    (given) => ({ gatewayId: gatewayOf(given, vpcOf(given, 1).id, "other").id }),
  ),
  routeCase(
    {
      what: "a route out for addresses that are the VPC's own",
      code: "InvalidParameterValue",
      property: "destinationCidrBlock",
      stage: "create",
    },
    () => ({ destinationCidrBlock: "10.0.1.0/24" }),
  ),
  {
    what: "a second route to one destination",
    token: route,
    code: "RouteAlreadyExists",
    property: "destinationCidrBlock",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const shared = {
        routeTableId: tableOf(given, vpc).id,
        gatewayId: gatewayOf(given, vpc.id).id,
      };
      const first = new aws.ec2.Route(`${name}-first`, {
        ...shared,
        destinationCidrBlock: "192.0.2.0/24",
      });
      const destinationCidrBlock = mistake ? "192.0.2.0/24" : "198.51.100.0/24";
      const opts = { dependsOn: [first] };
      new aws.ec2.Route(`${name}-second`, { ...shared, destinationCidrBlock }, opts);
    },
  },
];

const tables: readonly RefusalCase[] = [
  {
    what: "a route table of a VPC that isn't there",
    token: tableType,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      new aws.ec2.RouteTable(`${name}-table`, { vpcId: mistake ? nowhere.vpc : vpc.id });
    },
  },
  associationCase(
    {
      what: "a route table of both a subnet and a gateway",
      code: "InvalidParameterCombination",
      property: "subnetId",
      stage: "check",
    },
    () => ({ subnetId: "subnet-1", gatewayId: "igw-1" }),
  ),
  associationCase(
    {
      what: "the association of a route table that isn't there",
      code: "InvalidRouteTableID.NotFound",
      property: "routeTableId",
      stage: "write",
    },
    () => ({ routeTableId: nowhere.routeTable }),
  ),
  associationCase(
    {
      what: "a route table of a subnet that isn't there",
      code: "InvalidSubnetID.NotFound",
      property: "subnetId",
      stage: "write",
    },
    () => ({ subnetId: nowhere.subnet }),
  ),
  associationCase(
    {
      what: "another VPC's route table of a subnet",
      code: "InvalidParameterValue",
      property: "routeTableId",
      stage: "write",
    },
    (given) => ({ routeTableId: tableOf(given, vpcOf(given, 1), "other").id }),
  ),
  {
    what: "a second route table of a subnet",
    token: association,
    code: "Resource.AlreadyAssociated",
    property: "subnetId",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpc = vpcOf(given);
      const [a, b] = [subnetOf(given, vpc.id, "a"), subnetOf(given, vpc.id, "b")];
      const routeTableId = tableOf(given, vpc).id;
      const first = new aws.ec2.RouteTableAssociation(`${name}-first`, {
        routeTableId,
        subnetId: a.id,
      });
      const opts = { dependsOn: [first] };
      const subnetId = mistake ? a.id : b.id;
      new aws.ec2.RouteTableAssociation(`${name}-second`, { routeTableId, subnetId }, opts);
    },
  },
];

export const ec2Routes: readonly RefusalCase[] = [...routes, ...tables];
