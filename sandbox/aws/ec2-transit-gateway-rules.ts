// SPDX-License-Identifier: Apache-2.0
import { longAsns, shortAsns } from "../../components/network/amazon-side-asn";
import type { Rule } from "../provider/resource-type";
import { at, list, text, textsWithin } from "../provider/values";
import { ec2Errors, subnetType, vpcIsThere } from "./ec2-lookups";
import {
  attachmentAt,
  peeringAccepterType,
  peeringAttachmentType,
  transitGatewayType,
  vpcAttachmentType,
} from "./ec2-transit-gateway-lookups";
import { mustExist } from "./rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";

export const transitGatewayIsThere = mustExist(
  {
    code: "InvalidTransitGatewayID.NotFound",
    property: "transitGatewayId",
    source: ec2Errors,
  },
  {
    to: transitGatewayType,
    says: (id) => `Transit Gateway ${id} was deleted or does not exist.`,
  },
);

const asnIsPublic: Rule = {
  code: "InvalidParameterValue",
  property: "amazonSideAsn",
  stage: "write",
  source: `${api}/API_TransitGatewayRequestOptions.html`,
  refuses: ({ inputs }) => {
    const asn = at(inputs, "amazonSideAsn");
    const isPrivate = [shortAsns, longAsns].some(
      ({ first, last }) => typeof asn === "number" && asn >= first && asn <= last,
    );
    return asn === undefined || isPrivate
      ? undefined
      : `AmazonSideAsn ${JSON.stringify(asn)} is not a private ASN`;
  },
};

/** A peering is an attachment of the gateway that was asked as well. */
const gatewayHasAttachments: Rule = {
  code: "IncorrectState",
  property: "id",
  stage: "delete",
  source: `${provider}/transitgateway_.go`,
  refuses: ({ cloud, id }) => {
    const peerings = cloud.list(peeringAttachmentType);
    const attached = [...cloud.list(vpcAttachmentType), ...peerings].filter(({ inputs }) =>
      [inputs.transitGatewayId, inputs.peerTransitGatewayId].includes(id),
    );
    const ids = attached.map((attachment) => attachment.id).join(", ");
    return attached.length === 0
      ? undefined
      : `${id} has non-deleted Transit Gateway Attachments: ${ids}.`;
  },
};

export const transitGatewayRules: readonly Rule[] = [asnIsPublic, gatewayHasAttachments];

const withoutSubnets: Rule = {
  code: "MissingParameter",
  property: "subnetIds",
  stage: "check",
  source: `${provider}/transitgateway_vpc_attachment.go`,
  refuses: ({ inputs }) =>
    Array.isArray(inputs.subnetIds) && inputs.subnetIds.length === 0
      ? "attribute subnetIds requires 1 item minimum, but config has only 0 declared"
      : undefined,
};

/** A subnet of another VPC is said to be missing, too. */
const subnetsAreOfTheVpc: Rule = {
  code: "InvalidSubnetID.NotFound",
  property: "subnetIds",
  stage: "write",
  source: `${api}/API_CreateTransitGatewayVpcAttachment.html`,
  refersTo: [subnetType],
  refuses: ({ inputs, cloud, region }) => {
    const lost = textsWithin(inputs, "subnetIds").find(
      (id) => cloud.find(subnetType, id, region)?.inputs.vpcId !== inputs.vpcId,
    );
    return lost && `Subnet ${lost} was deleted or does not exist.`;
  },
};

const twoSubnetsOfAZone: Rule = {
  code: "DuplicateSubnetsInSameZone",
  property: "subnetIds",
  stage: "write",
  source: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html",
  refuses: ({ inputs, cloud, region }) => {
    const zones = list(inputs, "subnetIds").map(
      (id) => cloud.find(subnetType, String(id), region)?.inputs.availabilityZone,
    );
    return new Set(zones).size < zones.length ? "Duplicate Subnets for same AZ" : undefined;
  },
};

const vpcIsAttached: Rule = {
  code: "DuplicateTransitGatewayAttachment",
  property: "vpcId",
  stage: "create",
  source: `${api}/API_CreateTransitGatewayVpcAttachment.html`,
  refuses: ({ inputs, cloud, region }) => {
    const gatewayId = text(inputs, "transitGatewayId");
    const first = cloud
      .list(vpcAttachmentType, region)
      .find(
        (other) =>
          other.inputs.vpcId === inputs.vpcId && other.inputs.transitGatewayId === gatewayId,
      );
    return first && `${gatewayId} has non-deleted Transit Gateway Attachments with same VPC ID.`;
  },
};

export const vpcAttachmentRules: readonly Rule[] = [
  transitGatewayIsThere,
  vpcIsThere,
  withoutSubnets,
  subnetsAreOfTheVpc,
  twoSubnetsOfAZone,
  vpcIsAttached,
];

/** AWS takes the request, and fails it once the other region has answered; the provider waits. */
const peerGatewayIsMissing: Rule = {
  code: "failed",
  property: "peerTransitGatewayId",
  stage: "create",
  source: `${provider}/wait.go`,
  refersTo: [transitGatewayType],
  refuses: ({ inputs, cloud }) => {
    const peer = text(inputs, "peerTransitGatewayId") ?? "";
    const region = text(inputs, "peerRegion");
    return cloud.find(transitGatewayType, peer, region) === undefined
      ? `unexpected state 'failed', wanted target 'available, pendingAcceptance': ${peer} is not in ${region}`
      : undefined;
  },
};

export const peeringAttachmentRules: readonly Rule[] = [
  transitGatewayIsThere,
  peerGatewayIsMissing,
];

const requestIsMissing: Rule = {
  code: "InvalidTransitGatewayAttachmentID.NotFound",
  property: "transitGatewayAttachmentId",
  stage: "create",
  source: `${api}/API_AcceptTransitGatewayPeeringAttachment.html`,
  refersTo: [peeringAttachmentType],
  refuses: (self) => {
    const id = text(self.inputs, "transitGatewayAttachmentId") ?? "";
    return attachmentAt(self, id)?.resourceType === "peering"
      ? undefined
      : `Transit Gateway Attachment ${id} was deleted or does not exist.`;
  },
};

const acceptedByWhoAsked: Rule = {
  code: "InvalidParameterValue",
  property: "transitGatewayAttachmentId",
  stage: "create",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/25617",
  refuses: ({ inputs, cloud, region }) => {
    const id = text(inputs, "transitGatewayAttachmentId") ?? "";
    return cloud.find(peeringAttachmentType, id, region) === undefined
      ? undefined
      : `Cannot accept ${id} as the source of the peering request.`;
  },
};

const acceptedAlready: Rule = {
  code: "IncorrectState",
  property: "transitGatewayAttachmentId",
  stage: "create",
  source: `${api}/API_AcceptTransitGatewayPeeringAttachment.html`,
  refuses: ({ cloud, id }) => cloud.find(peeringAccepterType, id) && `${id} is in invalid state`,
};

export const peeringAccepterRules: readonly Rule[] = [
  requestIsMissing,
  acceptedByWhoAsked,
  acceptedAlready,
];
