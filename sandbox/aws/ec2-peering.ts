// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { text } from "../provider/values";
import { peeringType } from "./ec2-lookups";
import { accepterRules, accepterType, optionsRules, peeringRules } from "./ec2-peering-rules";

const api = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference";

const noRemoteNames = { allowRemoteVpcDnsResolution: false };

function connectionId({ inputs }: Self): string {
  return text(inputs, "vpcPeeringConnectionId") ?? "";
}

/** The connection seen from the other side: there, requester and peer change places. */
function accepterOutputs(self: Self): Record<string, unknown> {
  const requested = self.cloud.find(peeringType, connectionId(self));
  const accepted = self.inputs.autoAccept === true;
  return {
    acceptStatus: accepted ? "active" : "pending-acceptance",
    vpcId: requested?.inputs.peerVpcId,
    peerVpcId: requested?.inputs.vpcId,
    peerOwnerId: self.account,
    peerRegion: requested?.place,
  };
}

/** Peering between VPCs. */
export const ec2Peering: readonly ResourceType[] = [
  {
    token: peeringType,
    source: `${api}/API_CreateVpcPeeringConnection.html`,
    id: ({ unique }) => `pcx-${unique(17)}`,
    replaceOn: ["vpcId", "peerVpcId", "peerOwnerId", "peerRegion"],
    defaults: { accepter: noRemoteNames, requester: noRemoteNames },
    outputs: (self) => ({
      acceptStatus: self.inputs.autoAccept === true ? "active" : "pending-acceptance",
      peerOwnerId: text(self.inputs, "peerOwnerId") ?? self.account,
      peerRegion: text(self.inputs, "peerRegion") ?? self.region,
    }),
    rules: peeringRules,
  },
  {
    token: accepterType,
    source: `${api}/API_AcceptVpcPeeringConnection.html`,
    id: connectionId,
    replaceOn: ["vpcPeeringConnectionId"],
    defaults: { accepter: noRemoteNames, requester: noRemoteNames },
    outputs: accepterOutputs,
    rules: accepterRules,
  },
  {
    token: "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions",
    source: `${api}/API_ModifyVpcPeeringConnectionOptions.html`,
    id: connectionId,
    replaceOn: ["vpcPeeringConnectionId"],
    defaults: { accepter: noRemoteNames, requester: noRemoteNames },
    rules: optionsRules,
  },
];
