// SPDX-License-Identifier: Apache-2.0
import type { CloudObject, CloudReader } from "../provider/cloud";
import type { Self } from "../provider/resource-type";
import { isRecord, list, text, type Properties } from "../provider/values";

export const zoneType = "aws:route53/zone:Zone";
export const recordType = "aws:route53/record:Record";
export const healthCheckType = "aws:route53/healthCheck:HealthCheck";
export const associationType = "aws:route53/zoneAssociation:ZoneAssociation";

/** Lower case and without the dot that stands for the root. */
export function domainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** The hosted zone with that id. */
export function zoneOf(cloud: CloudReader, zoneId: string): CloudObject | undefined {
  return cloud.find(zoneType, zoneId, "global");
}

/** Name of a zone. */
export function zoneName(zone: CloudObject | undefined): string {
  return domainName(text(zone?.inputs ?? {}, "name") ?? "");
}

/**
 * A record's full name, whether or not the program wrote the zone's name behind it: the provider
 * adds what is missing, so no program names a record outside of its zone.
 */
export function fullName({ inputs, cloud }: Pick<Self, "inputs" | "cloud">): string {
  const name = domainName(text(inputs, "name") ?? "");
  const suffix = zoneName(zoneOf(cloud, text(inputs, "zoneId") ?? ""));
  if (name === "" || name === suffix || suffix === "") return name === "" ? suffix : name;
  return name.endsWith(`.${suffix}`) ? name : `${name}.${suffix}`;
}

/** Records of a zone that someone made, beyond the two that every zone has. */
export function recordsOf(cloud: CloudReader, zoneId: string): number {
  return cloud.list(recordType, "global").filter((record) => record.inputs.zoneId === zoneId)
    .length;
}

/** Whether a zone answers inside its VPCs only. */
export function isPrivate(zone: Properties): boolean {
  return list(zone, "vpcs").length > 0;
}

/** The VPCs that a zone was made with. */
export function ownVpcs(zone: Properties): string[] {
  return list(zone, "vpcs")
    .map((vpc) => (isRecord(vpc) ? text(vpc, "vpcId") : undefined))
    .filter((id) => id !== undefined);
}

/** The VPCs that were associated with a zone afterwards. */
export function associatedVpcs(cloud: CloudReader, zoneId: string): string[] {
  return cloud
    .list(associationType, "global")
    .filter(({ inputs }) => inputs.zoneId === zoneId)
    .map(({ inputs }) => text(inputs, "vpcId") ?? "");
}
