// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import {
  attachmentAt,
  peeringAccepterType,
  peeringAttachmentType,
  transitAssociationType,
  transitGatewayType,
  transitPropagationType,
  transitRouteType,
  transitTableType,
  vpcAttachmentType,
} from "./ec2-transit-gateway-lookups";
import {
  peeringAccepterRules,
  peeringAttachmentRules,
  transitGatewayRules,
  vpcAttachmentRules,
} from "./ec2-transit-gateway-rules";
import {
  transitAssociationRules,
  transitPropagationRules,
  transitRouteRules,
  transitTableRules,
} from "./ec2-transit-route-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";

/** `tgw-rtb-…_tgw-attach-…`: how the provider calls what a table has of an attachment. */
function tableAndAttachment({ inputs }: Self): string {
  const table = text(inputs, "transitGatewayRouteTableId") ?? "";
  return `${table}_${text(inputs, "transitGatewayAttachmentId") ?? ""}`;
}

/** What an attachment leads to, as a route table shows it. */
function resourceOutputs(self: Self): Record<string, unknown> {
  const attachment = attachmentAt(self, text(self.inputs, "transitGatewayAttachmentId") ?? "");
  return { resourceId: attachment?.resourceId, resourceType: attachment?.resourceType };
}

/** The peering as the end that accepts it sees it: there, own and peer change places. */
function accepterOutputs(self: Self): Record<string, unknown> {
  const id = text(self.inputs, "transitGatewayAttachmentId") ?? "";
  const requested = self.cloud.find(peeringAttachmentType, id);
  return {
    peerAccountId: self.account,
    peerRegion: requested?.place,
    peerTransitGatewayId: requested?.inputs.transitGatewayId,
    transitGatewayId: requested?.inputs.peerTransitGatewayId,
  };
}

function gatewayOutputs(self: Self): Record<string, unknown> {
  const defaultTable = (property: string): string =>
    self.inputs[property] === "disable" ? "" : `tgw-rtb-${self.digest(17)}`;
  return {
    arn: arn(self, "ec2", `transit-gateway/${self.id}`),
    ownerId: self.account,
    associationDefaultRouteTableId: defaultTable("defaultRouteTableAssociation"),
    propagationDefaultRouteTableId: defaultTable("defaultRouteTablePropagation"),
  };
}

/** Transit gateways, what is attached to them, and their route tables. */
export const ec2TransitGateway: readonly ResourceType[] = [
  {
    token: transitGatewayType,
    source: `${provider}/transitgateway_.go`,
    id: ({ unique }) => `tgw-${unique(17)}`,
    replaceOn: ["multicastSupport"],
    // A default table can be given up, but not asked for later.
    replaceWhen: (before, after) =>
      ["defaultRouteTableAssociation", "defaultRouteTablePropagation"].filter(
        (property) => before[property] === "disable" && after[property] !== "disable",
      ),
    defaults: {
      amazonSideAsn: 64_512,
      autoAcceptSharedAttachments: "disable",
      defaultRouteTableAssociation: "enable",
      defaultRouteTablePropagation: "enable",
      dnsSupport: "enable",
      encryptionSupport: "disable",
      multicastSupport: "disable",
      securityGroupReferencingSupport: "disable",
      transitGatewayCidrBlocks: [],
      vpnEcmpSupport: "enable",
    },
    outputs: gatewayOutputs,
    rules: transitGatewayRules,
  },
  {
    token: vpcAttachmentType,
    source: `${provider}/transitgateway_vpc_attachment.go`,
    id: ({ unique }) => `tgw-attach-${unique(17)}`,
    replaceOn: ["transitGatewayId", "vpcId"],
    defaults: {
      applianceModeSupport: "disable",
      dnsSupport: "enable",
      ipv6Support: "disable",
      securityGroupReferencingSupport: "enable",
      transitGatewayDefaultRouteTableAssociation: true,
      transitGatewayDefaultRouteTablePropagation: true,
    },
    outputs: (self) => ({
      arn: arn(self, "ec2", `transit-gateway-attachment/${self.id}`),
      vpcOwnerId: self.account,
    }),
    rules: vpcAttachmentRules,
  },
  {
    token: peeringAttachmentType,
    source: `${provider}/transitgateway_peering_attachment.go`,
    id: ({ unique }) => `tgw-attach-${unique(17)}`,
    replaceOn: [
      "options",
      "peerAccountId",
      "peerRegion",
      "peerTransitGatewayId",
      "transitGatewayId",
    ],
    outputs: (self) => ({
      arn: arn(self, "ec2", `transit-gateway-attachment/${self.id}`),
      peerAccountId: text(self.inputs, "peerAccountId") ?? self.account,
      state: "pendingAcceptance",
    }),
    rules: peeringAttachmentRules,
  },
  {
    token: peeringAccepterType,
    source: `${provider}/transitgateway_peering_attachment_accepter.go`,
    id: ({ inputs }) => text(inputs, "transitGatewayAttachmentId") ?? "",
    replaceOn: ["transitGatewayAttachmentId"],
    outputs: accepterOutputs,
    rules: peeringAccepterRules,
  },
  {
    token: transitTableType,
    source: `${api}/API_CreateTransitGatewayRouteTable.html`,
    id: ({ unique }) => `tgw-rtb-${unique(17)}`,
    replaceOn: ["transitGatewayId"],
    outputs: (self) => ({
      arn: arn(self, "ec2", `transit-gateway-route-table/${self.id}`),
      defaultAssociationRouteTable: false,
      defaultPropagationRouteTable: false,
    }),
    rules: transitTableRules,
  },
  {
    token: transitAssociationType,
    source: `${provider}/transitgateway_route_table_association.go`,
    id: tableAndAttachment,
    replaceOn: "every change",
    outputs: resourceOutputs,
    rules: transitAssociationRules,
  },
  {
    token: transitPropagationType,
    source: `${provider}/transitgateway_route_table_propagation.go`,
    id: tableAndAttachment,
    replaceOn: "every change",
    outputs: resourceOutputs,
    rules: transitPropagationRules,
  },
  {
    token: transitRouteType,
    source: `${provider}/transitgateway_route.go`,
    id: ({ inputs }) =>
      `${text(inputs, "transitGatewayRouteTableId") ?? ""}_${text(inputs, "destinationCidrBlock") ?? ""}`,
    replaceOn: "every change",
    defaults: { blackhole: false },
    rules: transitRouteRules,
  },
];
