// SPDX-License-Identifier: Apache-2.0
import type { CloudReader } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { at, isRecord, list, text, type Properties } from "../provider/values";
import { mustExist } from "./rules";
import { mustBeWithin } from "./value-rules";

const api = "https://docs.aws.amazon.com/global-accelerator/latest/api";

export const acceleratorType = "aws:globalaccelerator/accelerator:Accelerator";
export const listenerType = "aws:globalaccelerator/listener:Listener";
export const endpointGroupType = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const balancerType = "aws:lb/loadBalancer:LoadBalancer";

/**
 * Zone of every accelerator's DNS name.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html
 */
export const acceleratorZoneId = "Z2BJ6XQ5FK7U4H";

const flowLogsNowhere: Rule = {
  code: "InvalidArgumentException",
  property: "attributes",
  stage: "write",
  source: `${api}/API_UpdateAcceleratorAttributes.html`,
  refuses: ({ inputs }) => {
    if (at(inputs, "attributes.flowLogsEnabled") !== true) return undefined;
    const missing = ["flowLogsS3Bucket", "flowLogsS3Prefix"].find(
      (property) => text(inputs, `attributes.${property}`) === undefined,
    );
    return missing && `${missing} is required when flow logs are enabled`;
  },
};

/** The provider disables an accelerator before it deletes it, so only what hangs on it can refuse. */
const hasListeners: Rule = {
  code: "AssociatedListenerFoundException",
  property: "arn",
  stage: "delete",
  source: `${api}/API_DeleteAccelerator.html`,
  refuses: ({ id, cloud }) =>
    cloud.list(listenerType).some(({ inputs }) => inputs.acceleratorArn === id)
      ? "The accelerator that you specified has a listener associated with it."
      : undefined,
};

export const acceleratorRules: readonly Rule[] = [flowLogsNowhere, hasListeners];

const acceleratorIsThere = mustExist(
  {
    code: "AcceleratorNotFoundException",
    property: "acceleratorArn",
    source: `${api}/API_CreateListener.html`,
  },
  { to: acceleratorType, says: () => "The accelerator that you specified doesn't exist." },
);

interface PortRange {
  readonly from: number;
  readonly to: number;
}

function portRangesOf(listener: Properties): PortRange[] {
  return list(listener, "portRanges")
    .filter(isRecord)
    .map(({ fromPort, toPort }) => ({ from: Number(fromPort), to: Number(toPort) }));
}

function meet(one: PortRange, other: PortRange): boolean {
  return one.from <= other.to && other.from <= one.to;
}

function shown({ from, to }: PortRange): string {
  return `PortRange(fromPort=${from}, toPort=${to})`;
}

/** A listener for TCP and one for UDP may have the same port. */
const portsAreTaken: Rule = {
  code: "InvalidPortRangeException",
  property: "portRanges",
  stage: "write",
  source: `${api}/API_CreateListener.html`,
  refuses: ({ inputs, cloud, id }) => {
    const own = portRangesOf(inputs);
    const backwards = own.find(({ from, to }) => from > to);
    if (backwards !== undefined) return `Invalid port range ${shown(backwards)}`;
    const taken = cloud
      .list(listenerType)
      .filter((other) => other.id !== id)
      .filter((other) => other.inputs.acceleratorArn === inputs.acceleratorArn)
      .filter((other) => other.inputs.protocol === inputs.protocol)
      .flatMap((other) => portRangesOf(other.inputs).map((range) => ({ range, by: other.id })))
      .find(({ range }) => own.some((one) => meet(one, range)));
    if (taken === undefined) return undefined;
    const clash = own.find((one) => meet(one, taken.range)) ?? taken.range;
    return `Invalid port range ${shown(clash)}, which overlaps with port range ${shown(taken.range)} taken by listener ${taken.by}`;
  },
};

const hasEndpointGroups: Rule = {
  code: "AssociatedEndpointGroupFoundException",
  property: "arn",
  stage: "delete",
  source: `${api}/API_DeleteListener.html`,
  refuses: ({ id, cloud }) =>
    cloud.list(endpointGroupType).some(({ inputs }) => inputs.listenerArn === id)
      ? "The listener that you specified has an endpoint group associated with it."
      : undefined,
};

export const listenerRules: readonly Rule[] = [
  acceleratorIsThere,
  portsAreTaken,
  hasEndpointGroups,
];

const groupApi = `${api}/API_CreateEndpointGroup.html`;

const listenerIsThere = mustExist(
  { code: "ListenerNotFoundException", property: "listenerArn", source: groupApi },
  { to: listenerType, says: () => "The listener that you specified doesn't exist." },
);

/** Where an endpoint group's endpoints are. */
export function regionOf({ inputs, region }: Pick<Self, "inputs" | "region">): string {
  return text(inputs, "endpointGroupRegion") ?? region;
}

const regionIsTaken: Rule = {
  code: "EndpointGroupAlreadyExistsException",
  property: "endpointGroupRegion",
  stage: "create",
  source: groupApi,
  refuses: (self) => {
    const region = regionOf(self);
    return self.cloud
      .list(endpointGroupType)
      .filter(({ inputs }) => inputs.listenerArn === self.inputs.listenerArn)
      .some(({ computed }) => computed.endpointGroupRegion === region)
      ? `An endpoint group for region ${region} already exists for the listener.`
      : undefined;
  },
};

/** Instances can be endpoints too; the sandbox has none. */
const endpointIsThere = mustExist(
  {
    code: "InvalidArgumentException",
    property: "endpointConfigurations.endpointId",
    source: groupApi,
  },
  {
    to: [balancerType, "aws:ec2/eip:Eip"],
    place: regionOf,
    says: (id) => `'${id}' is not a valid load balancer ARN`,
  },
);

/** Whether a load balancer ends TLS itself. */
function endsTls(cloud: CloudReader, balancer: string): boolean {
  return cloud
    .list("aws:lb/listener:Listener")
    .some(({ inputs }) => inputs.loadBalancerArn === balancer && inputs.protocol === "TLS");
}

const clientAddressThroughTls: Rule = {
  code: "InvalidArgumentException",
  property: "endpointConfigurations.clientIpPreservationEnabled",
  stage: "write",
  source: `${api}/API_EndpointConfiguration.html`,
  refuses: ({ inputs, cloud }) => {
    const wrong = list(inputs, "endpointConfigurations")
      .filter(isRecord)
      .filter(({ clientIpPreservationEnabled }) => clientIpPreservationEnabled === true)
      .find((endpoint) => endsTls(cloud, text(endpoint, "endpointId") ?? ""));
    return (
      wrong &&
      `Client IP address preservation is not supported for the Network Load Balancer ${text(wrong, "endpointId") ?? ""}, which has a TLS listener`
    );
  },
};

/** The provider lets everything from 10 to 30 pass. */
const intervalBetween: Rule = {
  code: "InvalidArgumentException",
  property: "healthCheckIntervalSeconds",
  stage: "write",
  source: groupApi,
  refuses: ({ inputs }) => {
    const interval = inputs.healthCheckIntervalSeconds;
    return interval === undefined || interval === 10 || interval === 30
      ? undefined
      : `Health check interval must be 10 or 30 seconds, got ${JSON.stringify(interval)}`;
  },
};

function limit(property: string, least: number, most: number): Rule {
  const wording = { code: "InvalidArgumentException", property, source: groupApi };
  return mustBeWithin(wording, { least, most });
}

/** Heaviest weight of an endpoint. */
const heaviest = 255;

const weightOutOfRange: Rule = {
  code: "InvalidArgumentException",
  property: "endpointConfigurations.weight",
  stage: "check",
  source: `${api}/API_EndpointConfiguration.html`,
  refuses: ({ inputs }) => {
    const wrong = list(inputs, "endpointConfigurations")
      .map((endpoint) => (isRecord(endpoint) ? endpoint.weight : undefined))
      .filter((weight) => typeof weight === "number")
      .find((weight) => weight < 0 || weight > heaviest);
    return wrong === undefined
      ? undefined
      : `expected weight to be in the range (0 - ${heaviest}), got ${wrong}`;
  },
};

export const endpointGroupRules: readonly Rule[] = [
  limit("trafficDialPercentage", 0, 100),
  limit("healthCheckIntervalSeconds", 10, 30),
  limit("thresholdCount", 1, 10),
  weightOutOfRange,
  listenerIsThere,
  regionIsTaken,
  endpointIsThere,
  clientAddressThroughTls,
  intervalBetween,
];
