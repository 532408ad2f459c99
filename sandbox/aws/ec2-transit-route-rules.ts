// SPDX-License-Identifier: Apache-2.0
import { parseCidr } from "../../components/network/cidr";
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import {
  attachmentAt,
  peeringAttachmentType,
  transitAssociationType,
  transitGatewayType,
  transitPropagationType,
  transitRouteType,
  transitTableType,
  vpcAttachmentType,
} from "./ec2-transit-gateway-lookups";
import { transitGatewayIsThere } from "./ec2-transit-gateway-rules";
import { alreadyThere, mustExist, stillUsed } from "./rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";
const ec2Errors = `${api}/errors-overview.html`;

const tableId = "transitGatewayRouteTableId";
const attachmentId = "transitGatewayAttachmentId";

const tableIsThere = mustExist(
  { code: "InvalidRouteTableID.NotFound", property: tableId, source: ec2Errors },
  {
    to: transitTableType,
    says: (id) => `Transit Gateway Route Table ${id} was deleted or does not exist.`,
  },
);

function attachmentOf(self: Self) {
  return attachmentAt(self, text(self.inputs, attachmentId) ?? "");
}

/** An attachment of another gateway than the table's is said to be missing, too. */
const attachmentIsOfTheGateway: Rule = {
  code: "InvalidTransitGatewayAttachmentID.NotFound",
  property: attachmentId,
  stage: "create",
  source: `${api}/API_AssociateTransitGatewayRouteTable.html`,
  refersTo: [vpcAttachmentType, peeringAttachmentType],
  refuses: (self) => {
    const id = text(self.inputs, attachmentId);
    const table = self.cloud.find(transitTableType, text(self.inputs, tableId) ?? "", self.region);
    if (id === undefined || table === undefined) return undefined;
    return attachmentOf(self)?.transitGatewayId === table.inputs.transitGatewayId
      ? undefined
      : `Transit Gateway Attachment ${id} was deleted or does not exist.`;
  },
};

/** @see https://github.com/hashicorp/terraform-provider-aws/issues/14228 */
const attachmentIsPending: Rule = {
  code: "IncorrectState",
  property: attachmentId,
  stage: "create",
  source: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html",
  refuses: (self) =>
    attachmentOf(self)?.available === false
      ? `${text(self.inputs, attachmentId)} is in invalid state`
      : undefined,
};

const tableHasAttachments = stillUsed(
  {
    code: "IncorrectState",
    property: "id",
    source: `${api}/API_DeleteTransitGatewayRouteTable.html`,
  },
  [[transitAssociationType, tableId]],
);

export const transitTableRules: readonly Rule[] = [transitGatewayIsThere, tableHasAttachments];

export const transitAssociationRules: readonly Rule[] = [
  tableIsThere,
  attachmentIsOfTheGateway,
  attachmentIsPending,
  {
    code: "Resource.AlreadyAssociated",
    property: attachmentId,
    stage: "create",
    source: `${api}/API_AssociateTransitGatewayRouteTable.html`,
    refuses: ({ inputs, cloud, region }) => {
      const id = text(inputs, attachmentId);
      const first = cloud
        .list(transitAssociationType, region)
        .find((other) => other.inputs[attachmentId] === id);
      return first && `Transit Gateway Attachment ${id} is already associated to a route table.`;
    },
  },
];

export const transitPropagationRules: readonly Rule[] = [
  tableIsThere,
  attachmentIsOfTheGateway,
  alreadyThere(transitPropagationType, "regional", {
    code: "TransitGatewayRouteTablePropagation.Duplicate",
    property: attachmentId,
    source: `${api}/API_EnableTransitGatewayRouteTablePropagation.html`,
  }),
];

export const transitRouteRules: readonly Rule[] = [
  {
    code: "InvalidParameterValue",
    property: "destinationCidrBlock",
    stage: "check",
    source: `${provider}/transitgateway_route.go`,
    refuses: ({ inputs }) => {
      const range = text(inputs, "destinationCidrBlock");
      if (range === undefined || range.includes(":")) return undefined;
      const parsed = parseCidr(range);
      return parsed.ok ? undefined : `"${range}" is not a valid CIDR block: ${parsed.problem}`;
    },
  },
  tableIsThere,
  attachmentIsOfTheGateway,
  attachmentIsPending,
  alreadyThere(transitRouteType, "regional", {
    code: "RouteAlreadyExists",
    property: "destinationCidrBlock",
    source: ec2Errors,
  }),
];

/** A VPC's route to a gateway that its VPC isn't attached to: AWS says that there is no such one. */
export const gatewayIsNotAttached: Rule = {
  code: "InvalidTransitGatewayID.NotFound",
  property: "transitGatewayId",
  stage: "write",
  source: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
  refersTo: [transitGatewayType],
  refuses: ({ inputs, cloud, region }) => {
    const gatewayId = text(inputs, "transitGatewayId");
    if (gatewayId === undefined) return undefined;
    const table = cloud.find(
      "aws:ec2/routeTable:RouteTable",
      text(inputs, "routeTableId") ?? "",
      region,
    );
    const attached = cloud
      .list(vpcAttachmentType, region)
      .some(
        (attachment) =>
          attachment.inputs.transitGatewayId === gatewayId &&
          (table === undefined || attachment.inputs.vpcId === table.inputs.vpcId),
      );
    return attached ? undefined : `The transitGateway ID '${gatewayId}' does not exist.`;
  },
};
