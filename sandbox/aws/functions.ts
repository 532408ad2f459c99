// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import { stateOf } from "../provider/cloud";
import type { Instance, Invoke } from "../provider/provider";
import { text, type Properties } from "../provider/values";
import { zoneId, zonesOf } from "./regions";
import { domainName, isPrivate, recordsOf, zoneType } from "./route53-names";

/**
 * Finds the one zone that has the id, or the name and kind.
 *
 * @throws Error in the provider's words when none or several match
 */
const getZone: Invoke = (args, { cloud }) => {
  const wanted = domainName(text(args, "name") ?? "");
  const matches = (zone: CloudObject): boolean => {
    const id = text(args, "zoneId");
    if (id !== undefined) return zone.id === id;
    const name = domainName(text(zone.inputs, "name") ?? "");
    return name === wanted && isPrivate(zone.inputs) === (args.privateZone === true);
  };
  const [zone, another] = cloud.list(zoneType, "global").filter(matches);
  if (zone === undefined) throw new Error("no matching Route 53 Hosted Zone found");
  if (another !== undefined) {
    throw new Error(
      "multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches to a single Route 53 Hosted Zone",
    );
  }
  const { arn, comment, enableAcceleratedRecovery, name, nameServers, primaryNameServer, tags } =
    stateOf(zone);
  return {
    arn,
    callerReference: zone.urn,
    comment,
    enableAcceleratedRecovery,
    id: zone.id,
    linkedServiceDescription: "",
    linkedServicePrincipal: "",
    name,
    nameServers,
    primaryNameServer,
    privateZone: isPrivate(zone.inputs),
    resourceRecordSetCount: recordsOf(cloud, zone.id) + recordsOfEveryZone,
    tags: tags ?? {},
    zoneId: zone.id,
  };
};

/** NS and SOA. */
const recordsOfEveryZone = 2;

function regionOf(args: Properties, { place }: Instance): string {
  return text(args, "region") ?? text(args, "name") ?? place;
}

const getCallerIdentity: Invoke = (_, { account }) => ({
  accountId: account,
  arn: `arn:aws:iam::${account}:user/sandbox`,
  id: account,
  userId: "AIDASANDBOXUSER000000",
});

const getRegion: Invoke = (args, instance) => {
  const region = regionOf(args, instance);
  return {
    description: region,
    endpoint: `ec2.${region}.amazonaws.com`,
    id: region,
    name: region,
    region,
  };
};

const getPartition: Invoke = () => ({
  dnsSuffix: "amazonaws.com",
  id: "aws",
  partition: "aws",
  reverseDnsPrefix: "com.amazonaws",
});

const getAvailabilityZones: Invoke = (args, instance) => {
  const region = regionOf(args, instance);
  const names = zonesOf(region);
  return {
    groupNames: [`${region}-zg-1`],
    id: region,
    names,
    region,
    state: text(args, "state"),
    zoneIds: names.map(zoneId),
  };
};

/** Functions that look into the cloud without changing it. */
export const awsFunctions: Readonly<Record<string, Invoke>> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:index/getRegion:getRegion": getRegion,
  "aws:route53/getZone:getZone": getZone,
};
