// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named } from "../../support/refusal-shorthand";
import { keeping, nowhere, vpcOf } from "./network";

const zone = "aws:route53/zone:Zone";
const association = "aws:route53/zoneAssociation:ZoneAssociation";

/** `c12.inside`, for VPCs. */
function zoneOf(
  { aws, name }: Given,
  role: string,
  vpcIds: readonly pulumi.Input<string>[],
  opts: pulumi.CustomResourceOptions = {},
): aws.route53.Zone {
  const vpcs = vpcIds.map((vpcId) => ({ vpcId }));
  return new aws.route53.Zone(`${name}-${role}`, { name: `${name}.inside`, vpcs }, opts);
}

const zones: readonly RefusalCase[] = [
  {
    ...named("delete HostedZoneNotEmpty zoneId"),
    what: "the deletion of a zone that holds a record",
    token: zone,
    program: ({ aws, name, mistake }) => {
      const made = mistake
        ? undefined
        : new aws.route53.Zone(`${name}-zone`, { name: `${name}.example` });
      const { id, opts } = keeping("zoneId", made);
      const records = ["198.51.100.1"];
      const args = { zoneId: id, name: "pay", type: "A" as const, ttl: 60, records };
      new aws.route53.Record(`${name}-record`, args, opts);
    },
  },
  {
    ...named("write InvalidVPCId vpcs.vpcId"),
    what: "a zone for a VPC that isn't there",
    token: zone,
    program: (given) => {
      zoneOf(given, "zone", [given.mistake ? nowhere.vpc : vpcOf(given).id]);
    },
  },
  {
    ...named("write InvalidVPCId vpcs.vpcRegion"),
    what: "a zone for a VPC of another region than it says",
    token: zone,
    program: (given) => {
      const { aws, name, mistake } = given;
      const vpcRegion = mistake ? "eu-west-1" : "us-east-1";
      const vpcs = [{ vpcId: vpcOf(given).id, vpcRegion }];
      new aws.route53.Zone(`${name}-zone`, { name: `${name}.inside`, vpcs });
    },
  },
  {
    ...named("write ConflictingDomainExists vpcs"),
    what: "two zones of one name in a VPC",
    token: zone,
    program: (given) => {
      const vpcId = vpcOf(given).id;
      const first = zoneOf(given, "first", [vpcId]);
      const other = given.mistake ? vpcId : vpcOf(given, 1).id;
      zoneOf(given, "second", [other], { dependsOn: [first] });
    },
  },
  {
    ...named("update LastVPCAssociation vpcs"),
    what: "a private zone that loses its last VPC",
    token: zone,
    program: (given) => {
      const vpcId = vpcOf(given).id;
      zoneOf(given, "zone", given.mistake ? [] : [vpcId]);
    },
  },
];

/** A zone and an association with a second VPC, of which something is wrong. */
function associationCase(
  rule: Parameters<typeof named>[0],
  what: string,
  mistaken: (given: Given) => Partial<aws.route53.ZoneAssociationArgs>,
): RefusalCase {
  return {
    ...named(rule),
    what,
    token: association,
    program: (given) => {
      const { aws, name, mistake } = given;
      const { zoneId } = zoneOf(given, "zone", [vpcOf(given).id]);
      const good = { zoneId, vpcId: vpcOf(given, 1).id };
      const wrong = mistake ? mistaken(given) : {};
      new aws.route53.ZoneAssociation(`${name}-association`, { ...good, ...wrong });
    },
  };
}

const associations: readonly RefusalCase[] = [
  associationCase("write NoSuchHostedZone zoneId", "an association with no zone", () => ({
    zoneId: "Z0123456789ABCDEFGHIJ",
  })),
  associationCase("write InvalidVPCId vpcId", "an association with no VPC", () => ({
    vpcId: nowhere.vpc,
  })),
  associationCase(
    "create PublicZoneVPCAssociation zoneId",
    "an association with a public zone",
    ({ aws, name }) => ({
      zoneId: new aws.route53.Zone(`${name}-public`, { name: `${name}.example` }).zoneId,
    }),
  ),
  associationCase(
    "create ConflictingDomainExists vpcId",
    "an association with a VPC that has a zone of that name",
    (given) => {
      const vpcId = vpcOf(given, 2).id;
      const other = zoneOf(given, "other", [vpcId]);
      return { vpcId: other.id.apply(() => vpcId) };
    },
  ),
  {
    ...named("delete LastVPCAssociation vpcId"),
    what: "the deletion of a zone's last association",
    token: association,
    program: (given) => {
      const { aws, name, mistake } = given;
      const [first, second] = [vpcOf(given), vpcOf(given, 1)];
      const { zoneId } = zoneOf(given, "zone", mistake ? [] : [first.id]);
      if (mistake) return;
      new aws.route53.ZoneAssociation(`${name}-association`, { zoneId, vpcId: second.id });
    },
  },
];

export const route53Zones: readonly RefusalCase[] = [...zones, ...associations];
