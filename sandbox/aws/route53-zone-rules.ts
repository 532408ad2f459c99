// SPDX-License-Identifier: Apache-2.0
import type { CloudReader } from "../provider/cloud";
import type { Rule } from "../provider/resource-type";
import { isRecord, list, text } from "../provider/values";
import {
  associatedVpcs,
  domainName,
  isPrivate,
  ownVpcs,
  recordsOf,
  zoneName,
  zoneOf,
  zoneType,
} from "./route53-names";
import { mustExist } from "./rules";

const api = "https://docs.aws.amazon.com/Route53/latest/APIReference";
const vpcType = "aws:ec2/vpc:Vpc";

const zoneNotEmpty: Rule = {
  code: "HostedZoneNotEmpty",
  property: "zoneId",
  stage: "delete",
  source: `${api}/API_DeleteHostedZone.html`,
  refuses: ({ id, cloud, inputs }) =>
    recordsOf(cloud, id) > 0 && inputs.forceDestroy !== true
      ? "The specified hosted zone contains non-required resource record sets and so cannot be deleted."
      : undefined,
};

const vpcsAreThere = mustExist(
  { code: "InvalidVPCId", property: "vpcs.vpcId", source: `${api}/API_CreateHostedZone.html` },
  { to: vpcType, place: () => undefined, says: (id) => `The VPC ID ${id} is invalid.` },
);

const vpcsOfAnotherRegion: Rule = {
  code: "InvalidVPCId",
  property: "vpcs.vpcRegion",
  stage: "write",
  source: `${api}/API_CreateHostedZone.html`,
  refuses: ({ inputs, cloud }) =>
    list(inputs, "vpcs")
      .filter(isRecord)
      .map((vpc) => ({ id: text(vpc, "vpcId") ?? "", region: text(vpc, "vpcRegion") }))
      .filter(({ id, region }) => region !== undefined && cloud.find(vpcType, id) !== undefined)
      .filter(({ id, region }) => cloud.find(vpcType, id, region) === undefined)
      .map(({ id, region }) => `The VPC ID ${id} is invalid: it is not in ${region}.`)[0],
};

/** Another private zone of that name, or the zone itself, in which the VPC resolves already. */
function zoneThatHas(
  cloud: CloudReader,
  vpc: string,
  name: string,
  except = "",
): string | undefined {
  return cloud
    .list(zoneType, "global")
    .filter((zone) => zone.id !== except && isPrivate(zone.inputs) && zoneName(zone) === name)
    .find((zone) => [...ownVpcs(zone.inputs), ...associatedVpcs(cloud, zone.id)].includes(vpc))?.id;
}

function alreadyAssociated(vpc: string, zoneId: string): string {
  return `The VPC ${vpc} has already been associated with the hosted zone ${zoneId} with the same domain name.`;
}

const zoneOfThatNameInVpc: Rule = {
  code: "ConflictingDomainExists",
  property: "vpcs",
  stage: "write",
  source: `${api}/API_CreateHostedZone.html`,
  refuses: ({ inputs, cloud, id }) => {
    const name = domainName(text(inputs, "name") ?? "");
    const [conflict] = ownVpcs(inputs).flatMap((vpc) => {
      const other = zoneThatHas(cloud, vpc, name, id);
      return other === undefined ? [] : [alreadyAssociated(vpc, other)];
    });
    return conflict;
  },
};

const lastVpcText =
  "The VPC that you're trying to disassociate from the private hosted zone is the last VPC that is associated with the hosted zone.";

const lastVpcLeaves: Rule = {
  code: "LastVPCAssociation",
  property: "vpcs",
  stage: "update",
  source: `${api}/API_DisassociateVPCFromHostedZone.html`,
  refuses: ({ inputs, old, cloud, id }) =>
    isPrivate(old) && !isPrivate(inputs) && associatedVpcs(cloud, id).length === 0
      ? lastVpcText
      : undefined,
};

export const zoneRules: readonly Rule[] = [
  zoneNotEmpty,
  vpcsAreThere,
  vpcsOfAnotherRegion,
  zoneOfThatNameInVpc,
  lastVpcLeaves,
];

const associate = `${api}/API_AssociateVPCWithHostedZone.html`;

const zoneIsThere = mustExist(
  { code: "NoSuchHostedZone", property: "zoneId", source: associate },
  { to: zoneType, place: () => "global", says: (id) => `No hosted zone found with ID: ${id}` },
);

const vpcIsThere = mustExist(
  { code: "InvalidVPCId", property: "vpcId", source: associate },
  {
    to: vpcType,
    place: ({ inputs, region }) => text(inputs, "vpcRegion") ?? region,
    says: (id) => `The VPC ID ${id} is invalid.`,
  },
);

const zoneIsPublic: Rule = {
  code: "PublicZoneVPCAssociation",
  property: "zoneId",
  stage: "create",
  source: associate,
  refuses: ({ inputs, cloud }) => {
    const zone = zoneOf(cloud, text(inputs, "zoneId") ?? "");
    return zone !== undefined && !isPrivate(zone.inputs)
      ? "You're trying to associate a VPC with a public hosted zone."
      : undefined;
  },
};

const vpcHasZoneOfThatName: Rule = {
  code: "ConflictingDomainExists",
  property: "vpcId",
  stage: "create",
  source: associate,
  refuses: ({ inputs, cloud }) => {
    const vpc = text(inputs, "vpcId") ?? "";
    const other = zoneThatHas(cloud, vpc, zoneName(zoneOf(cloud, text(inputs, "zoneId") ?? "")));
    return other && alreadyAssociated(vpc, other);
  },
};

const lastAssociation: Rule = {
  code: "LastVPCAssociation",
  property: "vpcId",
  stage: "delete",
  source: `${api}/API_DisassociateVPCFromHostedZone.html`,
  refuses: ({ inputs, cloud }) => {
    const zoneId = text(inputs, "zoneId") ?? "";
    const zone = zoneOf(cloud, zoneId);
    if (zone === undefined || isPrivate(zone.inputs)) return undefined;
    return associatedVpcs(cloud, zoneId).length === 1 ? lastVpcText : undefined;
  },
};

export const associationRules: readonly Rule[] = [
  zoneIsThere,
  vpcIsThere,
  zoneIsPublic,
  vpcHasZoneOfThatName,
  lastAssociation,
];
