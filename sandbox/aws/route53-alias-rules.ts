// SPDX-License-Identifier: Apache-2.0
import { stateOf } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { at, text, type Properties } from "../provider/values";
import { acceleratorType, acceleratorZoneId } from "./global-accelerator-rules";
import { endpointZonesOf, isLoadBalancerZone } from "./regions";
import { domainName, fullName, recordType, zoneName, zoneOf } from "./route53-names";

const source = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html";

/** AWS's own zone for a name of its own, as far as the name tells. */
function awsZoneOf(name: string): string | undefined {
  const [, network] = /\.elb\.([a-z0-9-]+)\.amazonaws\.com$/.exec(name) ?? [];
  if (network !== undefined) return endpointZonesOf(network).networkLoadBalancer;
  const [, application] = /\.([a-z0-9-]+)\.elb\.amazonaws\.com$/.exec(name) ?? [];
  if (application !== undefined) return endpointZonesOf(application).applicationLoadBalancer;
  return name.endsWith(".awsglobalaccelerator.com") ? acceleratorZoneId : undefined;
}

/** Whether the zone is AWS's own for names of a form that this one hasn't. */
function isZoneOfOthers({ name, zoneId }: Alias): boolean {
  const isOwn = zoneId === acceleratorZoneId || isLoadBalancerZone(zoneId);
  return isOwn && awsZoneOf(name) === undefined;
}

interface Alias {
  readonly name: string;
  readonly zoneId: string;
}

/** What the record is an alias of, once both parts of that are known. */
function aliasOf(inputs: Properties): Alias | undefined {
  const alias = at(inputs, "aliases.0");
  const given = (alias ?? {}) as Properties;
  const [name, zoneId] = [text(given, "name"), text(given, "zoneId")];
  return name === undefined || zoneId === undefined
    ? undefined
    : { name: domainName(name).replace(/^dualstack\./, ""), zoneId };
}

function aliasText({ inputs }: Self, { name, zoneId }: Alias): string {
  return `Tried to create an alias that targets ${name}., type ${text(inputs, "type") ?? ""} in zone ${zoneId}, but`;
}

/** Names that AWS gives; whatever else a record is an alias of is a record of its own zone. */
const namesOfAws =
  /\.(amazonaws\.com|awsapprunner\.com|awsglobalaccelerator\.com|cloudfront\.net|elasticbeanstalk\.com|on\.aws)$/;

function isInside({ cloud, inputs }: Self, alias: Alias): boolean {
  const { name, zoneId } = alias;
  if (!namesOfAws.test(name)) {
    const zone = zoneName(zoneOf(cloud, zoneId));
    const isHere = name === zone || name.endsWith(`.${zone}`);
    return zoneId === inputs.zoneId && zone !== "" && isHere;
  }
  return (
    zoneOf(cloud, zoneId) === undefined &&
    (awsZoneOf(name) ?? zoneId) === zoneId &&
    !isZoneOfOthers(alias)
  );
}

const aliasOutsideItsZone: Rule = {
  code: "InvalidChangeBatch",
  property: "aliases.zoneId",
  stage: "write",
  source,
  refuses: (self) => {
    const alias = aliasOf(self.inputs);
    if (alias === undefined) return undefined;
    return isInside(self, alias)
      ? undefined
      : `[${aliasText(self, alias)} the alias target name does not lie within the target zone]`;
  },
};

/** Whether there is what the alias names; of names that only AWS can know, yes. */
function isTargetThere(self: Self, { name, zoneId }: Alias): boolean {
  const { cloud, inputs } = self;
  if (zoneOf(cloud, zoneId) !== undefined) {
    return cloud
      .list(recordType, "global")
      .filter((record) => record.inputs.zoneId === zoneId && record.inputs.type === inputs.type)
      .some((record) => fullName({ cloud, inputs: record.inputs }) === name);
  }
  if (awsZoneOf(name) === undefined) return true;
  return ["aws:lb/loadBalancer:LoadBalancer", acceleratorType]
    .flatMap((token) => cloud.list(token))
    .map((object) => text(stateOf(object), "dnsName"))
    .includes(name);
}

const aliasOfNothing: Rule = {
  code: "InvalidChangeBatch",
  property: "aliases.name",
  stage: "write",
  source,
  refuses: (self) => {
    const alias = aliasOf(self.inputs);
    return alias === undefined || isTargetThere(self, alias)
      ? undefined
      : `[${aliasText(self, alias)} that target was not found]`;
  },
};

/** What Route 53 refuses of a record that is another name for something. */
export const aliasRules: readonly Rule[] = [aliasOutsideItsZone, aliasOfNothing];
