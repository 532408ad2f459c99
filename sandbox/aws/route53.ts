// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { hexDigits, text } from "../provider/values";
import { healthCheckRules, isProbe } from "./route53-health-rules";
import {
  associationType,
  domainName,
  fullName,
  healthCheckType,
  isPrivate,
  recordType,
  zoneType,
} from "./route53-names";
import { recordRules } from "./route53-record-rules";
import { associationRules, zoneRules } from "./route53-zone-rules";
import { uuid } from "./uuid";

const api = "https://docs.aws.amazon.com/Route53/latest/APIReference";

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
    // One network takes one private zone of a name; public zones may have the same name.
    again: (inputs) => (isPrivate(inputs) ? "refused" : "another"),
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
    rules: zoneRules,
  },
  {
    token: recordType,
    again: "refused",
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
    rules: recordRules,
  },
  {
    token: healthCheckType,
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
    rules: healthCheckRules,
  },
  {
    token: associationType,
    place: "global",
    source: `${api}/API_AssociateVPCWithHostedZone.html`,
    id: associationId,
    again: "refused",
    replaceOn: ["zoneId", "vpcId", "vpcRegion"],
    outputs: (self) => ({
      owningAccount: self.account,
      vpcRegion: text(self.inputs, "vpcRegion") ?? self.region,
    }),
    rules: associationRules,
  },
];
