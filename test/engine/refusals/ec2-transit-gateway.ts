// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";
import {
  abroad,
  accept,
  attach,
  attached,
  gatewayOf,
  kept,
  networkOf,
  peering,
} from "./transit-gateways.fixture";

const folder = "aws:ec2transitgateway";
const gateway = `${folder}/transitGateway:TransitGateway`;
const vpcAttachment = `${folder}/vpcAttachment:VpcAttachment`;
const peeringAttachment = `${folder}/peeringAttachment:PeeringAttachment`;
const peeringAccepter = `${folder}/peeringAttachmentAccepter:PeeringAttachmentAccepter`;
const noGateway = "tgw-00000000000000000";
const noAttachment = "tgw-attach-00000000000000000";

export const ec2TransitGateway: readonly RefusalCase[] = [
  {
    what: "a transit gateway with a public number",
    token: gateway,
    code: "InvalidParameterValue",
    property: "amazonSideAsn",
    stage: "write",
    program: (given) => {
      gatewayOf(given, { amazonSideAsn: given.mistake ? 65_535 : 65_534 });
    },
  },
  {
    what: "the deletion of a transit gateway with a VPC attached",
    token: gateway,
    code: "IncorrectState",
    property: "id",
    stage: "delete",
    program: (given) => {
      const network = networkOf(given);
      // Pulumi forgets the attachment, and AWS keeps it.
      if (!given.mistake) attach(given, gatewayOf(given).id, network, {}, kept);
    },
  },
  {
    what: "an attachment to a transit gateway that isn't there",
    token: vpcAttachment,
    code: "InvalidTransitGatewayID.NotFound",
    property: "transitGatewayId",
    stage: "write",
    program: (given) => {
      const { id } = gatewayOf(given);
      attach(given, given.mistake ? noGateway : id, networkOf(given));
    },
  },
  {
    what: "an attachment of a VPC that isn't there",
    token: vpcAttachment,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      const vpc = given.mistake ? { vpcId: "vpc-00000000000000000" } : {};
      attach(given, gatewayOf(given).id, networkOf(given), vpc);
    },
  },
  {
    what: "an attachment without a subnet",
    token: vpcAttachment,
    code: "MissingParameter",
    property: "subnetIds",
    stage: "check",
    program: (given) => {
      const none = given.mistake ? { subnetIds: [] } : {};
      attach(given, gatewayOf(given).id, networkOf(given), none);
    },
  },
  {
    what: "an attachment through another VPC's subnets",
    token: vpcAttachment,
    code: "InvalidSubnetID.NotFound",
    property: "subnetIds",
    stage: "write",
    program: (given) => {
      const { id } = gatewayOf(given);
      const [own, other] = [networkOf(given), networkOf(given, "other")];
      attach(given, id, own, { subnetIds: (given.mistake ? other : own).subnetIds });
    },
  },
  {
    what: "an attachment through two subnets of one zone",
    token: vpcAttachment,
    code: "DuplicateSubnetsInSameZone",
    property: "subnetIds",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const network = networkOf(given);
      const third = new aws.ec2.Subnet(`${name}-third`, {
        vpcId: network.vpc.id,
        cidrBlock: "10.1.9.0/28",
        availabilityZone: mistake ? "us-east-1a" : "us-east-1c",
      });
      const subnetIds = [...network.subnetIds, third.id];
      attach(given, gatewayOf(given).id, network, { subnetIds });
    },
  },
  {
    what: "a second attachment of a VPC to a transit gateway",
    token: vpcAttachment,
    code: "DuplicateTransitGatewayAttachment",
    property: "vpcId",
    stage: "create",
    program: (given) => {
      const { id, network, attachment } = attached(given);
      const later = { called: "second", dependsOn: [attachment] };
      if (given.mistake) attach(given, id, network, {}, later);
    },
  },
  {
    what: "a peering of a transit gateway that isn't there",
    token: peeringAttachment,
    code: "InvalidTransitGatewayID.NotFound",
    property: "transitGatewayId",
    stage: "write",
    program: (given) => {
      peering(given, given.mistake ? { transitGatewayId: noGateway } : {});
    },
  },
  {
    what: "a peering with a transit gateway that isn't in the region named",
    token: peeringAttachment,
    code: "failed",
    property: "peerTransitGatewayId",
    stage: "create",
    program: (given) => {
      peering(given, given.mistake ? { peerRegion: "eu-central-1" } : {});
    },
  },
  {
    what: "the acceptance of a peering of transit gateways that isn't there",
    token: peeringAccepter,
    code: "InvalidTransitGatewayAttachmentID.NotFound",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { request } = peering(given);
      accept(given, given.mistake ? noAttachment : request.id, abroad);
    },
  },
  {
    what: "the acceptance of a peering by the transit gateway that asked for it",
    token: peeringAccepter,
    code: "InvalidParameterValue",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      accept(given, peering(given).request.id, given.mistake ? "us-east-1" : abroad);
    },
  },
  {
    what: "the acceptance of a peering that is accepted already",
    token: peeringAccepter,
    code: "IncorrectState",
    property: "transitGatewayAttachmentId",
    stage: "create",
    program: (given) => {
      const { request } = peering(given);
      const first = accept(given, request.id, abroad);
      const later = { called: "again", dependsOn: [first] };
      if (given.mistake) accept(given, request.id, abroad, later);
    },
  },
];
