// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { ec2Errors, routeTableAt } from "./ec2-lookups";
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
import { mustBeRange } from "./value-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";

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

const ipv4Range = mustBeRange({
  code: "InvalidParameterValue",
  property: "destinationCidrBlock",
  source: `${provider}/transitgateway_route.go`,
});

/** Destinations may be of IPv6 as well, of which the sandbox knows nothing. */
const destinationIsNoRange: Rule = {
  ...ipv4Range,
  refuses: (self) =>
    text(self.inputs, "destinationCidrBlock")?.includes(":") ? undefined : ipv4Range.refuses(self),
};

export const transitRouteRules: readonly Rule[] = [
  destinationIsNoRange,
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
  refuses: (self) => {
    const gatewayId = text(self.inputs, "transitGatewayId");
    if (gatewayId === undefined) return undefined;
    const table = routeTableAt(self, text(self.inputs, "routeTableId") ?? "");
    const attached = self.cloud
      .list(vpcAttachmentType, self.region)
      .some(
        ({ inputs }) =>
          inputs.transitGatewayId === gatewayId &&
          (table === undefined || inputs.vpcId === table.vpcId),
      );
    return attached ? undefined : `The transitGateway ID '${gatewayId}' does not exist.`;
  },
};
