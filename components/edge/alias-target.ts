// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A region's load balancer, as a record points at it. */
export interface AliasTarget {
  /** Region of the load balancer. */
  readonly region: string;
  /** DNS name of the load balancer. */
  readonly dnsName: pulumi.Input<string>;
  /** Zone of that DNS name, which AWS owns: not the zone of the record. */
  readonly zoneId: pulumi.Input<string>;
}

/**
 * The record arguments of an alias that follows no health but that of its own health check.
 *
 * `evaluateTargetHealth` is off everywhere: a load balancer whose health checks flap, as in
 * us-east-1 in October 2025, must not move payments to a region that isn't promoted, and an alias
 * with both a health check and evaluation needs both to be healthy.
 *
 * Only `A`: the load balancers have IPv4 addresses.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html
 * @see https://aws.amazon.com/message/101925/
 */
export function aliasRecord(
  zoneId: pulumi.Input<string>,
  recordName: string,
  target: AliasTarget,
): aws.route53.RecordArgs {
  return {
    zoneId,
    name: recordName,
    type: "A",
    aliases: [{ name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false }],
  };
}
