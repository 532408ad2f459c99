// SPDX-License-Identifier: Apache-2.0
import { overlaps } from "../../components/network/cidr";
import type { CloudObject, CloudReader } from "../provider/cloud";
import { stateOf } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { at, text } from "../provider/values";
import { ec2Errors, peeringType, rangesOfVpc, vpcIsThere, vpcType } from "./ec2-lookups";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2";

export const accepterType = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";

const connectionId = "vpcPeeringConnectionId";

/** A connection, in the two regions that know it. */
function connectionAt({ cloud, region }: Self, id: string): CloudObject | undefined {
  const connection = cloud.find(peeringType, id);
  if (connection === undefined) return undefined;
  return [connection.place, peerRegionOf(connection)].includes(region) ? connection : undefined;
}

function peerRegionOf({ inputs, place }: CloudObject): string {
  return text(inputs, "peerRegion") ?? place;
}

function isActive(cloud: CloudReader, { id, inputs }: CloudObject): boolean {
  return [inputs, cloud.find(accepterType, id)?.inputs].some((one) => one?.autoAccept === true);
}

/** AWS takes the request and fails it; it says the same of a VPC that is missing, too near or itself. */
const peeringFails: Rule = {
  code: "failed",
  property: "peerVpcId",
  stage: "create",
  source: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html",
  refersTo: [vpcType],
  refuses: ({ inputs, cloud, region }) => {
    const [ownId, peerId] = [text(inputs, "vpcId") ?? "", text(inputs, "peerVpcId") ?? ""];
    const peerRegion = text(inputs, "peerRegion") ?? region;
    const isThere = cloud.find(vpcType, peerId, peerRegion) !== undefined;
    const theirs = rangesOfVpc({ cloud, region: peerRegion }, peerId);
    // Ranges that nothing is routed to count as well.
    const clash = rangesOfVpc({ cloud, region }, ownId).some((range) =>
      theirs.some((other) => overlaps(range, other)),
    );
    return isThere && !clash
      ? undefined
      : "unexpected state 'failed', wanted target 'active, pending-acceptance'. last error: " +
          "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range";
  },
};

const alreadyPeered: Rule = {
  code: "VpcPeeringConnectionAlreadyExists",
  property: "peerVpcId",
  stage: "create",
  source: ec2Errors,
  refuses: ({ inputs, cloud }) => {
    const pair = (one: Self["inputs"]) => [one.vpcId, one.peerVpcId].sort().join(" ");
    const first = cloud.list(peeringType).find((other) => pair(other.inputs) === pair(inputs));
    return first && `A VPC peering connection between the VPCs already exists (${first.id})`;
  },
};

/** Only a peering within one region can accept itself. */
const acceptsAbroad: Rule = {
  code: "InvalidParameterCombination",
  property: "autoAccept",
  stage: "create",
  source: `${provider}/vpc_peering_connection.go`,
  refuses: ({ inputs }) =>
    inputs.autoAccept === true && inputs.peerRegion !== undefined
      ? "`peer_region` cannot be set whilst `auto_accept` is `true` when creating an EC2 VPC Peering Connection"
      : undefined,
};

export const peeringRules: readonly Rule[] = [
  acceptsAbroad,
  vpcIsThere,
  alreadyPeered,
  peeringFails,
];

const connectionIsMissing: Rule = {
  code: "InvalidVpcPeeringConnectionID.NotFound",
  property: connectionId,
  stage: "create",
  source: ec2Errors,
  refersTo: [peeringType],
  refuses: (self) => {
    const id = text(self.inputs, connectionId) ?? "";
    return connectionAt(self, id) === undefined
      ? `The vpcPeeringConnection ID '${id}' does not exist`
      : undefined;
  },
};

const acceptedByTheRequester: Rule = {
  code: "OperationNotPermitted",
  property: connectionId,
  stage: "create",
  source: `${api}/API_AcceptVpcPeeringConnection.html`,
  refuses: (self) => {
    const { inputs, region } = self;
    const id = text(inputs, connectionId) ?? "";
    const connection = connectionAt(self, id);
    if (connection === undefined || inputs.autoAccept !== true) return undefined;
    const peerRegion = peerRegionOf(connection);
    return peerRegion === region
      ? undefined
      : `Incorrect region (${region}) specified for this request. ` +
          `VPC peering connection ${id} must be accepted in region ${peerRegion}`;
  },
};

export const accepterRules: readonly Rule[] = [connectionIsMissing, acceptedByTheRequester];

const notActive: Rule = {
  code: "OperationNotPermitted",
  property: connectionId,
  stage: "write",
  source: `${provider}/vpc_peering_connection.go`,
  refuses: (self) => {
    const id = text(self.inputs, connectionId) ?? "";
    const connection = connectionAt(self, id);
    return connection === undefined || isActive(self.cloud, connection)
      ? undefined
      : `Peering ${id} is not active. Peering options can be added only to active peerings.`;
  },
};

/** Names of hosts resolve across a peering only where both VPCs have names for their hosts. */
const hostsHaveNoNames: Rule = {
  code: "InvalidVpcPeeringConnectionState.DnsHostnamesDisabled",
  property: connectionId,
  stage: "write",
  source: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html",
  refuses: (self) => {
    const connection = connectionAt(self, text(self.inputs, connectionId) ?? "");
    const asked = ["accepter", "requester"].some(
      (side) => at(self.inputs, `${side}.allowRemoteVpcDnsResolution`) === true,
    );
    if (connection === undefined || !asked) return undefined;
    const nameless = ["vpcId", "peerVpcId"]
      .map((property) => self.cloud.find(vpcType, text(connection.inputs, property) ?? ""))
      .find((vpc) => vpc !== undefined && stateOf(vpc).enableDnsHostnames !== true);
    return nameless && `DNS hostname support must be enabled for the VPC ${nameless.id}`;
  },
};

export const optionsRules: readonly Rule[] = [connectionIsMissing, notActive, hostsHaveNoNames];
