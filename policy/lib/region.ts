// SPDX-License-Identifier: Apache-2.0
import type { Value } from "./value";

/**
 * Services of AWS that have no region, by module of the type token. Route 53's resolver and
 * profiles have one, which is why they are modules of their own.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const globalModules: ReadonlySet<string> = new Set([
  "account",
  "cloudfront",
  "globalaccelerator",
  "iam",
  "organizations",
  "route53",
  "savingsplans",
  "shield",
]);

/** Whether resources of a type stand in one region. */
export function isRegional(type: string): boolean {
  const [provider = "", rest = ""] = type.split(":");
  return provider === "aws" && !globalModules.has(rest.split("/")[0] ?? "");
}

/**
 * The region of a resource: its own property first, which provider version 7 puts on every regional
 * resource, then its provider's.
 *
 * @see https://www.pulumi.com/registry/packages/aws/how-to-guides/7-0-migration/
 */
export function regionOf(own: Value, providers: Value | undefined): Value {
  const hasOwn = !own.isKnown || !own.isAbsent;
  return hasOwn || providers === undefined ? own : providers;
}

/** Region in an ARN, absent in those of global services. */
export function regionOfArn(arn: string): string | undefined {
  const [start, , , region] = arn.split(":");
  return start === "arn" && region !== "" ? region : undefined;
}

/**
 * Region in the host name of a load balancer, of which it is a label of its own.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/elb.html
 */
export function regionOfHost(host: string): string | undefined {
  if (!/\.amazonaws\.com(\.cn)?\.?$/.test(host)) return undefined;
  // From the right: a load balancer's name may look like a region.
  const labels = host.split(".").reverse();
  return labels.find((label) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(label));
}
