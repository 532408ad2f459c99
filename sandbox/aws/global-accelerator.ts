// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Self } from "../provider/resource-type";
import { at, isRecord, list, missing, text, type Properties } from "../provider/values";
import { globalArn } from "./arn";
import {
  acceleratorRules,
  acceleratorType,
  acceleratorZoneId,
  endpointGroupRules,
  endpointGroupType,
  listenerRules,
  listenerType,
  regionOf,
} from "./global-accelerator-rules";
import { uuid } from "./uuid";

const api = "https://docs.aws.amazon.com/global-accelerator/latest/api";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/globalaccelerator";

function acceleratorOutputs(self: Self): Properties {
  const { id, inputs } = self;
  const name = `a${self.digest(16)}`;
  const isDualStack = text(inputs, "ipAddressType") === "DUAL_STACK";
  const [first = "0", second = "0"] = [self.digest(2, "first"), self.digest(2, "second")];
  const addresses = [`75.2.${byte(first)}.${byte(second)}`, `99.83.${byte(second)}.${byte(first)}`];
  return {
    arn: id,
    dnsName: `${name}.awsglobalaccelerator.com`,
    dualStackDnsName: isDualStack ? `${name}.dualstack.awsglobalaccelerator.com` : "",
    hostedZoneId: acceleratorZoneId,
    ipSets: [{ ipFamily: "IPv4", ipAddresses: addresses }],
  };
}

function byte(digits: string): number {
  return Number.parseInt(digits, 16);
}

/** A weight that the program leaves out is 0 by the provider, which takes it from a set's element. */
const endpointDefaults = { weight: 0, clientIpPreservationEnabled: false };

function endpointGroupOutputs(self: Self): Properties {
  const { id, inputs, cloud } = self;
  const listener = cloud.find(listenerType, text(inputs, "listenerArn") ?? "");
  return {
    arn: id,
    endpointConfigurations: list(inputs, "endpointConfigurations").map((endpoint) =>
      missing(endpointDefaults, isRecord(endpoint) ? endpoint : {}),
    ),
    endpointGroupRegion: regionOf(self),
    ...("healthCheckPort" in inputs
      ? {}
      : { healthCheckPort: at(listener?.inputs ?? {}, "portRanges.0.fromPort") }),
  };
}

/** Accelerators, their listeners and endpoint groups; all of them global, by way of us-west-2. */
export const globalAccelerator: readonly ResourceType[] = [
  {
    token: acceleratorType,
    place: "global",
    source: `${provider}/accelerator.go`,
    id: (self) => globalArn(self, "globalaccelerator", `accelerator/${uuid(self.unique(32))}`),
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["ipAddresses"],
    defaults: { enabled: true, ipAddressType: "IPV4", attributes: { flowLogsEnabled: false } },
    outputs: acceleratorOutputs,
    rules: acceleratorRules,
  },
  {
    token: listenerType,
    again: "refused",
    place: "global",
    source: `${api}/API_UpdateListener.html`,
    id: ({ inputs, unique }) => `${text(inputs, "acceleratorArn") ?? ""}/listener/${unique(8)}`,
    replaceOn: ["acceleratorArn"],
    defaults: { clientAffinity: "NONE" },
    outputs: ({ id }) => ({ arn: id }),
    rules: listenerRules,
  },
  {
    token: endpointGroupType,
    place: "global",
    source: `${provider}/endpoint_group.go`,
    id: ({ inputs, unique }) => `${text(inputs, "listenerArn") ?? ""}/endpoint-group/${unique(12)}`,
    replaceOn: ["endpointGroupRegion", "listenerArn"],
    defaults: {
      healthCheckIntervalSeconds: 30,
      healthCheckProtocol: "TCP",
      thresholdCount: 3,
      trafficDialPercentage: 100,
    },
    outputs: endpointGroupOutputs,
    rules: endpointGroupRules,
  },
];
