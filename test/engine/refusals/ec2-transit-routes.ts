// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import {
  associate,
  attach,
  attached,
  gatewayOf,
  kept,
  networkOf,
  propagate,
  routed,
  sendTo,
  tableOf,
} from "./transit-gateways.fixture";

const folder = "aws:ec2transitgateway";
const routeTable = `${folder}/routeTable:RouteTable`;
const association = `${folder}/routeTableAssociation:RouteTableAssociation`;
const propagation = `${folder}/routeTablePropagation:RouteTablePropagation`;
const route = `${folder}/route:Route`;
const vpcRoute = "aws:ec2/route:Route";
const noGateway = "tgw-00000000000000000";
const noAttachment = "tgw-attach-00000000000000000";
const noTable = "tgw-rtb-00000000000000000";

export const ec2TransitRoutes: readonly RefusalCase[] = [
  {
    what: "a route table of a transit gateway that isn't there",
    token: routeTable,
    code: "InvalidTransitGatewayID.NotFound",
    property: "transitGatewayId",
    stage: "write",
    program: (given) => {
      const { id } = gatewayOf(given);
      tableOf(given, given.mistake ? noGateway : id);
    },
  },
  {
    what: "the deletion of a transit gateway's route table with an attachment",
    token: routeTable,
    code: "IncorrectState",
    property: "id",
    stage: "delete",
    program: (given) => {
      const { id } = gatewayOf(given);
      const attachment = attach(given, id, networkOf(given));
      if (!given.mistake) associate(given, attachment.id, tableOf(given, id).id, kept);
    },
  },
  {
    what: "an association with a route table that isn't there",
    token: association,
    code: "InvalidRouteTableID.NotFound",
    property: "transitGatewayRouteTableId",
    stage: "write",
    program: (given) => {
      const { attachment, table } = attached(given);
      associate(given, attachment.id, given.mistake ? noTable : table.id);
    },
  },
  {
    what: "an association of another transit gateway's attachment",
    token: association,
    code: "InvalidTransitGatewayAttachmentID.NotFound",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { id, attachment } = attached(given);
      const other = new aws.ec2transitgateway.TransitGateway(`${name}-other`);
      associate(given, attachment.id, tableOf(given, mistake ? other.id : id, "second").id);
    },
  },
  {
    what: "an association of a peering that isn't accepted",
    token: association,
    code: "IncorrectState",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { table, request, opts } = routed(given);
      associate(given, request.id, table.id, opts);
    },
  },
  {
    what: "a second association of an attachment",
    token: association,
    code: "Resource.AlreadyAssociated",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { id, attachment, table } = attached(given);
      const first = associate(given, attachment.id, table.id);
      const later = { called: "again", dependsOn: [first] };
      if (given.mistake) associate(given, attachment.id, tableOf(given, id, "second").id, later);
    },
  },
  {
    what: "a propagation into a route table that isn't there",
    token: propagation,
    code: "InvalidRouteTableID.NotFound",
    property: "transitGatewayRouteTableId",
    stage: "write",
    program: (given) => {
      const { attachment, table } = attached(given);
      propagate(given, attachment.id, given.mistake ? noTable : table.id);
    },
  },
  {
    what: "a propagation from an attachment that isn't there",
    token: propagation,
    code: "InvalidTransitGatewayAttachmentID.NotFound",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { attachment, table } = attached(given);
      propagate(given, given.mistake ? noAttachment : attachment.id, table.id);
    },
  },
  {
    what: "a second propagation from an attachment into a route table",
    token: propagation,
    code: "TransitGatewayRouteTablePropagation.Duplicate",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { attachment, table } = attached(given);
      const first = propagate(given, attachment.id, table.id);
      const later = { called: "again", dependsOn: [first] };
      if (given.mistake) propagate(given, attachment.id, table.id, later);
    },
  },
  {
    what: "a route of a transit gateway to a range with host bits",
    token: route,
    code: "InvalidParameterValue",
    property: "destinationCidrBlock",
    stage: "check",
    program: (given) => {
      const { attachment, table } = attached(given);
      sendTo(given, attachment.id, table.id, {
        destinationCidrBlock: given.mistake ? "10.9.0.1/16" : "10.9.0.0/16",
      });
    },
  },
  {
    what: "a route in a transit gateway's route table that isn't there",
    token: route,
    code: "InvalidRouteTableID.NotFound",
    property: "transitGatewayRouteTableId",
    stage: "write",
    program: (given) => {
      const { attachment, table } = attached(given);
      sendTo(given, attachment.id, given.mistake ? noTable : table.id);
    },
  },
  {
    what: "a route of a transit gateway to an attachment that isn't there",
    token: route,
    code: "InvalidTransitGatewayAttachmentID.NotFound",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { attachment, table } = attached(given);
      sendTo(given, given.mistake ? noAttachment : attachment.id, table.id);
    },
  },
  {
    what: "a route of a transit gateway to a peering that isn't accepted",
    token: route,
    code: "IncorrectState",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { table, request, opts } = routed(given);
      sendTo(given, request.id, table.id, {}, opts);
    },
  },
  {
    what: "a second route of a transit gateway to one range",
    token: route,
    code: "RouteAlreadyExists",
    property: "destinationCidrBlock",
    stage: "create",
    program: (given) => {
      const { attachment, table } = attached(given);
      const first = sendTo(given, attachment.id, table.id);
      const later = { called: "again", dependsOn: [first] };
      if (given.mistake) sendTo(given, attachment.id, table.id, {}, later);
    },
  },
  {
    what: "a VPC's route to a transit gateway that it isn't attached to",
    token: vpcRoute,
    code: "InvalidTransitGatewayID.NotFound",
    property: "transitGatewayId",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { id, network, attachment } = attached(given);
      const { vpc } = mistake ? networkOf(given, "other") : network;
      const table = new aws.ec2.RouteTable(`${name}-vpc-table`, { vpcId: vpc.id });
      new aws.ec2.Route(
        `${name}-route`,
        { routeTableId: table.id, destinationCidrBlock: "10.9.0.0/16", transitGatewayId: id },
        { dependsOn: [attachment] },
      );
    },
  },
];
