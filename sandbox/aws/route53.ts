// SPDX-License-Identifier: Apache-2.0
import type { CloudReader } from "../provider/cloud";
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { hexDigits, isKnown, list, text, type Properties } from "../provider/values";
import { uuid } from "./uuid";

const api = "https://docs.aws.amazon.com/Route53/latest/APIReference";

export const zoneType = "aws:route53/zone:Zone";
export const recordType = "aws:route53/record:Record";

/** Lower case and without the dot that stands for the root. */
export function domainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/**
 * Name servers of a zone's delegation set, one per top-level domain.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/GetInfoAboutHostedZone.html
 */
function nameServers(zoneId: string): string[] {
  return ["com", "net", "org", "co.uk"].map((domain, index) => {
    const number = Number.parseInt(hexDigits([zoneId, domain], 6), 16);
    const set = String(number % 64).padStart(2, "0");
    return `ns-${index * 512 + (number % 512)}.awsdns-${set}.${domain}`;
  });
}

/** A record's full name, whether or not the program wrote the zone's name behind it. */
function fullName({ inputs, cloud }: Pick<Self, "inputs" | "cloud">): string {
  const name = domainName(text(inputs, "name") ?? "");
  const zone = cloud.find(zoneType, text(inputs, "zoneId") ?? "", "global");
  const suffix = domainName(text(zone?.inputs ?? {}, "name") ?? "");
  if (name === "" || name === suffix || suffix === "") return name === "" ? suffix : name;
  return name.endsWith(`.${suffix}`) ? name : `${name}.${suffix}`;
}

/** Records of a zone that someone made, beyond the two that every zone has. */
export function recordsOf(cloud: CloudReader, zoneId: string): number {
  return cloud.list(recordType, "global").filter((record) => record.inputs.zoneId === zoneId)
    .length;
}

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

const routingPolicies = [
  "cidrRoutingPolicy",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "latencyRoutingPolicies",
  "multivalueAnswerRoutingPolicy",
  "weightedRoutingPolicies",
];

const noSetIdentifier: Rule = {
  code: "InvalidInput",
  property: "setIdentifier",
  stage: "check",
  source: `${api}/API_ResourceRecordSet.html`,
  refuses: ({ inputs }) => {
    const policy = routingPolicies.find((property) => isKnown(inputs[property]));
    if (policy === undefined || "setIdentifier" in inputs) return undefined;
    return `"${policy}": all of \`${policy},setIdentifier\` must be specified`;
  },
};

const recordAlreadyThere: Rule = {
  code: "InvalidChangeBatch",
  property: "name",
  stage: "create",
  source: `${api}/API_ChangeResourceRecordSets.html`,
  refuses: (self) => {
    const { inputs, cloud } = self;
    if (inputs.allowOverwrite === true) return undefined;
    const name = fullName(self);
    const rival = cloud
      .list(recordType, "global")
      .filter((record) => record.inputs.zoneId === inputs.zoneId)
      .filter((record) => record.inputs.type === inputs.type)
      .filter((record) => fullName({ cloud, inputs: record.inputs }) === name)
      .find((record) => rivals(record.inputs, inputs));
    if (rival === undefined) return undefined;
    const type = text(inputs, "type") ?? "";
    return `[Tried to create resource record set [name='${name}.', type='${type}'] but it already exists]`;
  },
};

/** Of one name and type there is one simple record, or several that set identifiers tell apart. */
function rivals(one: Properties, other: Properties): boolean {
  const [first, second] = [text(one, "setIdentifier"), text(other, "setIdentifier")];
  return first === undefined || second === undefined || first === second;
}

function associationId({ inputs, region }: Self): string {
  const parts = [
    text(inputs, "zoneId"),
    text(inputs, "vpcId"),
    text(inputs, "vpcRegion") ?? region,
  ];
  return parts.join(":");
}

/** Zones, records and health checks; all of them global. */
export const route53: readonly ResourceType[] = [
  {
    token: zoneType,
    place: "global",
    source: `${api}/API_CreateHostedZone.html`,
    id: ({ unique }) => `Z${unique(20).toUpperCase()}`,
    replaceOn: ["name", "delegationSetId"],
    defaults: {
      comment: "Managed by Pulumi",
      enableAcceleratedRecovery: false,
      forceDestroy: false,
    },
    outputs: ({ id, inputs }) => ({
      arn: `arn:aws:route53:::hostedzone/${id}`,
      name: domainName(text(inputs, "name") ?? ""),
      nameServers: nameServers(id).sort(),
      primaryNameServer: nameServers(id)[0],
      zoneId: id,
    }),
    rules: [zoneNotEmpty],
  },
  {
    token: recordType,
    place: "global",
    source: `${api}/API_ChangeResourceRecordSets.html`,
    id: ({ inputs }) =>
      [
        text(inputs, "zoneId"),
        domainName(text(inputs, "name") ?? ""),
        text(inputs, "type"),
        text(inputs, "setIdentifier"),
      ]
        .filter((part) => part !== undefined)
        .join("_"),
    replaceOn: ["zoneId", "name"],
    defaults: { allowOverwrite: false },
    outputs: (self) => ({
      fqdn: fullName(self),
      name: domainName(text(self.inputs, "name") ?? ""),
    }),
    rules: [noSetIdentifier, recordAlreadyThere],
  },
  {
    token: "aws:route53/healthCheck:HealthCheck",
    place: "global",
    source: `${api}/API_UpdateHealthCheck.html`,
    id: ({ unique }) => uuid(unique(32)),
    replaceOn: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
    defaults: { disabled: false, measureLatency: false },
    outputs: ({ id, inputs }) => ({
      arn: `arn:aws:route53:::healthcheck/${id}`,
      ...("enableSni" in inputs
        ? {}
        : { enableSni: (text(inputs, "type") ?? "").startsWith("HTTPS") }),
      ...(isProbe(inputs) && !("failureThreshold" in inputs) ? { failureThreshold: 3 } : {}),
    }),
  },
  {
    token: "aws:route53/zoneAssociation:ZoneAssociation",
    place: "global",
    source: `${api}/API_AssociateVPCWithHostedZone.html`,
    id: associationId,
    replaceOn: ["zoneId", "vpcId", "vpcRegion"],
    outputs: (self) => ({
      owningAccount: self.account,
      vpcRegion: text(self.inputs, "vpcRegion") ?? self.region,
    }),
  },
];

/** Whether checkers call an endpoint, and not an alarm or other checks. */
function isProbe(inputs: Properties): boolean {
  return /^(HTTP|HTTPS|TCP)/.test(text(inputs, "type") ?? "");
}

/** Whether a zone answers inside its VPCs only. */
export function isPrivate(zone: Properties): boolean {
  return list(zone, "vpcs").length > 0;
}
