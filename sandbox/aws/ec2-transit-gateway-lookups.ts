// SPDX-License-Identifier: Apache-2.0
import type { CloudReader } from "../provider/cloud";
import type { Self } from "../provider/resource-type";
import { text } from "../provider/values";

const folder = "aws:ec2transitgateway";
export const transitGatewayType = `${folder}/transitGateway:TransitGateway`;
export const vpcAttachmentType = `${folder}/vpcAttachment:VpcAttachment`;
export const peeringAttachmentType = `${folder}/peeringAttachment:PeeringAttachment`;
export const peeringAccepterType = `${folder}/peeringAttachmentAccepter:PeeringAttachmentAccepter`;
export const transitTableType = `${folder}/routeTable:RouteTable`;
export const transitAssociationType = `${folder}/routeTableAssociation:RouteTableAssociation`;
export const transitPropagationType = `${folder}/routeTablePropagation:RouteTablePropagation`;
export const transitRouteType = `${folder}/route:Route`;

/** An attachment as one region sees it. */
export interface Attachment {
  /** The gateway of this region. */
  readonly transitGatewayId: string | undefined;
  readonly resourceType: "vpc" | "peering";
  /** The VPC, or the gateway at the other end. */
  readonly resourceId: string | undefined;
  /** False for a peering that the other end hasn't accepted. */
  readonly available: boolean;
}

/** The account's cloud, seen from one region. */
type Region = Pick<Self, "region"> & { readonly cloud: CloudReader };

/** An attachment by its id, which a peering has in both of its regions. */
export function attachmentAt({ cloud, region }: Region, id: string): Attachment | undefined {
  const vpc = cloud.find(vpcAttachmentType, id, region)?.inputs;
  if (vpc !== undefined) {
    return {
      transitGatewayId: text(vpc, "transitGatewayId"),
      resourceType: "vpc",
      resourceId: text(vpc, "vpcId"),
      available: true,
    };
  }
  const peering = cloud.find(peeringAttachmentType, id);
  if (peering === undefined) return undefined;
  const ends = { own: "transitGatewayId", other: "peerTransitGatewayId" };
  const accepting = { own: ends.other, other: ends.own };
  const { own, other } = peering.place === region ? ends : accepting;
  if (peering.place !== region && text(peering.inputs, "peerRegion") !== region) return undefined;
  return {
    transitGatewayId: text(peering.inputs, own),
    resourceType: "peering",
    resourceId: text(peering.inputs, other),
    available: cloud.find(peeringAccepterType, id) !== undefined,
  };
}
