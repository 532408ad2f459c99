// SPDX-License-Identifier: Apache-2.0
import type { Outage, ProviderCall } from "../provider/calls";
import { noOutages } from "../provider/cloud";
import type { Instance } from "../provider/provider";
import { serviceOf } from "../provider/tokens";
import { text } from "../provider/values";

/** Where a call goes. */
interface Endpoint {
  /** The region that has to be up for it. */
  readonly region: string;
  readonly host: string;
  /** Whether that region answers for all regions. */
  readonly global: boolean;
}

/**
 * Services whose control plane is in one region for all of them, and which. Their data planes go on
 * without it.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const globalControlPlanes: Readonly<Record<string, Omit<Endpoint, "global">>> = {
  globalaccelerator: { region: "us-west-2", host: "globalaccelerator.us-west-2.amazonaws.com" },
  iam: { region: "us-east-1", host: "iam.amazonaws.com" },
  route53: { region: "us-east-1", host: "route53.amazonaws.com" },
};

/**
 * Names in endpoints that differ from Pulumi's.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
const endpointNames: Readonly<Record<string, string>> = {
  cloudwatch: "monitoring",
  ec2transitgateway: "ec2",
  ecr: "api.ecr",
  lb: "elasticloadbalancing",
  vpc: "ec2",
};

/** Functions that belong to no service by their token; those of "" ask nobody. */
const functionServices: Readonly<Record<string, string>> = {
  "aws:index/getAvailabilityZones:getAvailabilityZones": "ec2",
  "aws:index/getCallerIdentity:getCallerIdentity": "sts",
  "aws:index/getPartition:getPartition": "",
  "aws:index/getRegion:getRegion": "",
};

/** The services that a region answers for everywhere, by name. */
export function globalServicesOf(region: string): string[] {
  return Object.entries(globalControlPlanes)
    .filter(([, endpoint]) => endpoint.region === region)
    .map(([service]) => service);
}

/**
 * Why a call fails while its region is down, as the provider says it after its last attempt. A
 * provider is configured by asking the region's STS who it is; a check asks nobody.
 */
export function outageOf(
  call: ProviderCall,
  { configuration, cloud }: Instance,
): Outage | undefined {
  const { regions, controlPlanes } = cloud.settings().outages ?? noOutages;
  const service = call.kind === "configure" ? "sts" : calledService(call.token);
  if (service === "") return undefined;
  const stsRegion = service === "sts" ? text(configuration, "stsRegion") : undefined;
  const { region, host, global } = endpointOf(service, stsRegion ?? call.region);
  if (!(global ? controlPlanes : regions).includes(region)) return undefined;
  const doing =
    call.kind === "configure"
      ? "validating provider credentials: retrieving caller identity from STS: " +
        "operation error STS: GetCallerIdentity, "
      : `${call.kind} ${call.token}: `;
  return {
    message:
      `${doing}exceeded maximum number of attempts, https response error StatusCode: 0, ` +
      `RequestID: , request send failed, Post "https://${host}/": dial tcp: i/o timeout`,
  };
}

function calledService(token: string): string {
  return functionServices[token] ?? serviceOf(token);
}

function endpointOf(service: string, region: string): Endpoint {
  const controlPlane = globalControlPlanes[service];
  if (controlPlane !== undefined) return { ...controlPlane, global: true };
  const host = `${endpointNames[service] ?? service}.${region}.amazonaws.com`;
  return { region, host, global: false };
}
