// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { isKnown, text, type Properties } from "../provider/values";
import { aliasRules } from "./route53-alias-rules";
import { fullName, healthCheckType, recordType, zoneName, zoneOf, zoneType } from "./route53-names";
import { mustExist } from "./rules";
import { exactlyOneOf, mustBeGiven } from "./value-rules";

const api = "https://docs.aws.amazon.com/Route53/latest/APIReference";
const change = `${api}/API_ChangeResourceRecordSets.html`;
const recordSet = `${api}/API_ResourceRecordSet.html`;

/** How AWS calls each routing policy. */
const routingPolicies: Readonly<Record<string, string>> = {
  cidrRoutingPolicy: "CIDR",
  failoverRoutingPolicies: "failover",
  geolocationRoutingPolicies: "geolocation",
  geoproximityRoutingPolicy: "geoproximity",
  latencyRoutingPolicies: "latency",
  multivalueAnswerRoutingPolicy: "multivalue answer",
  weightedRoutingPolicies: "weighted",
};

/** The property that gives a record its routing policy; undefined for a simple record. */
function policyOf(inputs: Properties): string | undefined {
  return Object.keys(routingPolicies).find((property) => isKnown(inputs[property]));
}

/** Records of the same name and type, this one included where it is there. */
function namesakes(self: Pick<Self, "inputs" | "cloud">): CloudObject[] {
  const { inputs, cloud } = self;
  const name = fullName(self);
  return cloud
    .list(recordType, "global")
    .filter((record) => record.inputs.zoneId === inputs.zoneId)
    .filter((record) => record.inputs.type === inputs.type)
    .filter((record) => fullName({ cloud, inputs: record.inputs }) === name);
}

/** The other records of the same name and type. */
function siblingsOf(self: Self): CloudObject[] {
  return namesakes(self).filter(({ id }) => id !== self.id);
}

/** `RRSet with DNS name pay.example.com., type A, SetIdentifier one`. */
function described(self: Self): string {
  const { inputs } = self;
  const type = text(inputs, "type") ?? "";
  return `RRSet with DNS name ${fullName(self)}., type ${type}, SetIdentifier ${text(inputs, "setIdentifier") ?? "null"}`;
}

const noSetIdentifier: Rule = {
  code: "InvalidInput",
  property: "setIdentifier",
  stage: "check",
  source: recordSet,
  refuses: ({ inputs }) => {
    const policy = policyOf(inputs);
    if (policy === undefined || "setIdentifier" in inputs) return undefined;
    return `"${policy}": all of \`${policy},setIdentifier\` must be specified`;
  },
};

const noRoutingPolicy: Rule = {
  code: "InvalidInput",
  property: "setIdentifier",
  stage: "write",
  source: recordSet,
  refuses: ({ inputs }) =>
    isKnown(inputs.setIdentifier) && policyOf(inputs) === undefined
      ? "Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found none"
      : undefined,
};

const noValue = exactlyOneOf({ code: "InvalidInput", property: "records", source: recordSet }, [
  "aliases",
  "records",
]);

const secondsMissing = mustBeGiven(
  { code: "InvalidInput", property: "ttl", source: recordSet },
  {
    when: ({ records }) => records !== undefined,
    says: "Invalid request: Missing field 'TTL' in Change",
  },
);

/** Route 53 counts seconds in 31 bits. */
const secondsOutOfRange: Rule = {
  code: "InvalidInput",
  property: "ttl",
  stage: "write",
  source: recordSet,
  refuses: ({ inputs: { ttl } }) =>
    typeof ttl === "number" && (ttl < 0 || ttl >= 2 ** 31)
      ? `Invalid request: TTL must be from 0 to ${2 ** 31 - 1}, got ${ttl}`
      : undefined,
};

const zoneIsThere = mustExist(
  { code: "NoSuchHostedZone", property: "zoneId", source: change },
  { to: zoneType, place: () => "global", says: (id) => `No hosted zone found with ID: ${id}` },
);

const healthCheckIsThere = mustExist(
  { code: "NoSuchHealthCheck", property: "healthCheckId", source: change },
  {
    to: healthCheckType,
    place: () => "global",
    says: (id) => `No health check exists with the ID ${id}`,
  },
);

const recordAlreadyThere: Rule = {
  code: "InvalidChangeBatch",
  property: "name",
  stage: "create",
  source: change,
  refuses: (self) => {
    const { inputs } = self;
    if (inputs.allowOverwrite === true) return undefined;
    if (!namesakes(self).some((other) => rivals(other.inputs, inputs))) return undefined;
    const type = text(inputs, "type") ?? "";
    return `[Tried to create resource record set [name='${fullName(self)}.', type='${type}'] but it already exists]`;
  },
};

/** Of one name and type there is one simple record, or several that set identifiers tell apart. */
function rivals(one: Properties, other: Properties): boolean {
  const [first, second] = [text(one, "setIdentifier"), text(other, "setIdentifier")];
  return first === undefined || second === undefined || first === second;
}

/** Records of one name and type have one routing policy. */
const otherPolicy: Rule = {
  code: "InvalidChangeBatch",
  property: "setIdentifier",
  stage: "write",
  source: change,
  refuses: (self) => {
    const own = policyOf(self.inputs);
    const other = siblingsOf(self).find((sibling) => policyOf(sibling.inputs) !== own);
    const policy = own === undefined ? "simple" : (routingPolicies[own] ?? own);
    return (
      other &&
      `[${described(self)} cannot be created as a non-${policy} set exists with the same name and type.]`
    );
  },
};

/** Refuses a second record of a name and type with the same value in its routing policy. */
function policyValueTaken(policy: string, key: string, called: string, meant: string): Rule {
  const valueOf = (inputs: Properties): string | undefined => text(inputs, `${policy}.0.${key}`);
  return {
    code: "InvalidChangeBatch",
    property: policy,
    stage: "write",
    source: recordSet,
    refuses: (self) => {
      const value = valueOf(self.inputs);
      const twin =
        value !== undefined && siblingsOf(self).some(({ inputs }) => valueOf(inputs) === value);
      return twin
        ? `[${described(self)}, and ${called}=${value} cannot be created because a ${routingPolicies[policy] ?? ""} RRSet with the same name, type and ${meant} already exists.]`
        : undefined;
    },
  };
}

const cnameBesideOthers: Rule = {
  code: "InvalidChangeBatch",
  property: "type",
  stage: "write",
  source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html",
  refuses: (self) => {
    const { inputs, cloud, id } = self;
    const [name, type] = [fullName(self), text(inputs, "type") ?? ""];
    const zone = zoneName(zoneOf(cloud, text(inputs, "zoneId") ?? ""));
    if (type === "CNAME" && name === zone) {
      return `[RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${zone}.]`;
    }
    const other = cloud
      .list(recordType, "global")
      .filter((record) => record.id !== id && record.inputs.zoneId === inputs.zoneId)
      .filter((record) => fullName({ cloud, inputs: record.inputs }) === name)
      .map((record) => text(record.inputs, "type") ?? "")
      .find((otherType) => otherType !== type && [type, otherType].includes("CNAME"));
    return (
      other &&
      `[RRSet of type ${type} with DNS name ${name}. is not permitted because a conflicting RRSet of type ${other} with the same DNS name already exists in zone ${zone}.]`
    );
  },
};

export const recordRules: readonly Rule[] = [
  noSetIdentifier,
  noRoutingPolicy,
  noValue,
  secondsMissing,
  secondsOutOfRange,
  zoneIsThere,
  healthCheckIsThere,
  recordAlreadyThere,
  otherPolicy,
  policyValueTaken("latencyRoutingPolicies", "region", "Region Name", "region"),
  policyValueTaken("failoverRoutingPolicies", "type", "Failover Type", "failover type"),
  cnameBesideOthers,
  ...aliasRules,
];
