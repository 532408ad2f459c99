// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";

const connection = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";
const accepter = "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter";
const options = "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions";
const abroad = "eu-west-1";

/** A VPC here and one in the other region, with host names. */
function vpcs(given: Given, peerCidr = "10.2.0.0/16", enableDnsHostnames = true) {
  const { aws, name } = given;
  return {
    own: new aws.ec2.Vpc(`${name}-own`, { cidrBlock: "10.1.0.0/16", enableDnsHostnames: true }),
    peer: new aws.ec2.Vpc(
      `${name}-peer`,
      { cidrBlock: peerCidr, enableDnsHostnames },
      given.in(abroad),
    ),
  };
}

function request(
  { aws, name }: Given,
  { own, peer }: ReturnType<typeof vpcs>,
  change: Partial<aws.ec2.VpcPeeringConnectionArgs> = {},
  opts: pulumi.CustomResourceOptions = {},
) {
  return new aws.ec2.VpcPeeringConnection(
    `${name}-peering`,
    { vpcId: own.id, peerVpcId: peer.id, peerRegion: abroad, ...change },
    opts,
  );
}

function accept(
  given: Given,
  vpcPeeringConnectionId: pulumi.Input<string>,
  region = abroad,
  name = "acceptance",
) {
  const args = { vpcPeeringConnectionId, autoAccept: true };
  return new given.aws.ec2.VpcPeeringConnectionAccepter(
    `${given.name}-${name}`,
    args,
    given.in(region),
  );
}

const failing = {
  token: connection,
  code: "failed",
  property: "peerVpcId",
  stage: "create",
} as const;

export const ec2Peering: readonly RefusalCase[] = [
  {
    what: "a peering of VPCs that overlap",
    ...failing,
    program: (given) => {
      request(given, vpcs(given, given.mistake ? "10.1.128.0/17" : "10.2.0.0/16"));
    },
  },
  {
    what: "a peering of a VPC whose second range overlaps",
    ...failing,
    program: (given) => {
      const both = vpcs(given);
      const range = new given.aws.ec2.VpcIpv4CidrBlockAssociation(
        `${given.name}-pods`,
        { vpcId: both.peer.id, cidrBlock: given.mistake ? "10.1.64.0/18" : "100.64.0.0/16" },
        given.in(abroad),
      );
      request(given, both, {}, { dependsOn: [range] });
    },
  },
  {
    what: "a peering with a VPC that isn't in the region named",
    ...failing,
    program: (given) => {
      request(given, vpcs(given), given.mistake ? { peerRegion: "eu-central-1" } : {});
    },
  },
  {
    what: "a peering of a VPC with itself",
    ...failing,
    program: (given) => {
      const { own, peer } = vpcs(given);
      request(
        given,
        { own, peer: given.mistake ? own : peer },
        given.mistake ? { peerRegion: "us-east-1" } : {},
      );
    },
  },
  {
    what: "a peering from a VPC that isn't there",
    token: connection,
    code: "InvalidVpcID.NotFound",
    property: "vpcId",
    stage: "write",
    program: (given) => {
      request(given, vpcs(given), given.mistake ? { vpcId: "vpc-00000000000000000" } : {});
    },
  },
  {
    what: "a second peering of two VPCs, from the other side",
    token: connection,
    code: "VpcPeeringConnectionAlreadyExists",
    property: "peerVpcId",
    stage: "create",
    program: (given) => {
      const { own, peer } = vpcs(given);
      const first = request(given, { own, peer });
      if (!given.mistake) return;
      new given.aws.ec2.VpcPeeringConnection(
        `${given.name}-second`,
        { vpcId: peer.id, peerVpcId: own.id, peerRegion: "us-east-1" },
        { ...given.in(abroad), dependsOn: [first] },
      );
    },
  },
  {
    what: "a peering with another region that accepts itself",
    token: connection,
    code: "InvalidParameterCombination",
    property: "autoAccept",
    stage: "create",
    program: (given) => {
      request(given, vpcs(given), { autoAccept: given.mistake });
    },
  },
  {
    what: "the acceptance of a peering that isn't there",
    token: accepter,
    code: "InvalidVpcPeeringConnectionID.NotFound",
    property: "vpcPeeringConnectionId",
    stage: "create",
    program: (given) => {
      const { id } = request(given, vpcs(given));
      accept(given, given.mistake ? "pcx-00000000000000000" : id);
    },
  },
  {
    what: "the acceptance of a peering in the region that asked for it",
    token: accepter,
    code: "OperationNotPermitted",
    property: "vpcPeeringConnectionId",
    stage: "create",
    program: (given) => {
      accept(given, request(given, vpcs(given)).id, given.mistake ? "us-east-1" : abroad);
    },
  },
  {
    what: "options of a peering that isn't there",
    token: options,
    code: "InvalidVpcPeeringConnectionID.NotFound",
    property: "vpcPeeringConnectionId",
    stage: "create",
    program: (given) => {
      const accepted = accept(given, request(given, vpcs(given)).id);
      allowNames(given, given.mistake ? "pcx-00000000000000000" : accepted.id);
    },
  },
  {
    what: "options of a peering that isn't active",
    token: options,
    code: "OperationNotPermitted",
    property: "vpcPeeringConnectionId",
    stage: "write",
    program: (given) => {
      const { id } = request(given, vpcs(given));
      allowNames(given, given.mistake ? id : accept(given, id).id);
    },
  },
  {
    what: "names across a peering with a VPC that has none",
    token: options,
    code: "InvalidVpcPeeringConnectionState.DnsHostnamesDisabled",
    property: "vpcPeeringConnectionId",
    stage: "write",
    program: (given) => {
      const both = vpcs(given, "10.2.0.0/16", !given.mistake);
      allowNames(given, accept(given, request(given, both).id).id);
    },
  },
];

function allowNames({ aws, name }: Given, vpcPeeringConnectionId: pulumi.Input<string>): void {
  new aws.ec2.PeeringConnectionOptions(`${name}-options`, {
    vpcPeeringConnectionId,
    requester: { allowRemoteVpcDnsResolution: true },
  });
}
