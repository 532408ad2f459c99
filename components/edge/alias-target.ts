// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What an alias record answers with, whatever that answers at the time. */
export interface AliasTarget {
  /** DNS name of a load balancer, of an accelerator, or of other records in the same zone. */
  readonly dnsName: pulumi.Input<string>;
  /** Zone of that DNS name: for what AWS names, a zone of AWS's. */
  readonly zoneId: pulumi.Input<string>;
}

/** A region's load balancer, as a record points at it. */
export interface RegionalTarget extends AliasTarget {
  /** Region of the load balancer. */
  readonly region: string;
}

/**
 * The record arguments of an alias that follows no health but that of its own health check.
 *
 * `evaluateTargetHealth` is off wherever one region answers at a time: a load balancer whose health
 * checks flap, as in us-east-1 in October 2025, must not move payments to a region that isn't
 * promoted, and an alias with both a health check and evaluation needs both to be healthy. Only
 * LatencyRecords, whose regions both answer, switch it on.
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
  return recordOf(zoneId, recordName, target, false);
}

/** The record arguments of an alias that is left out of the answer while its target is unhealthy. */
export function healthyAliasRecord(
  zoneId: pulumi.Input<string>,
  recordName: string,
  target: AliasTarget,
): aws.route53.RecordArgs {
  return recordOf(zoneId, recordName, target, true);
}

function recordOf(
  zoneId: pulumi.Input<string>,
  recordName: string,
  { dnsName, zoneId: targetZoneId }: AliasTarget,
  evaluateTargetHealth: boolean,
): aws.route53.RecordArgs {
  return {
    zoneId,
    name: recordName,
    type: "A",
    aliases: [{ name: dnsName, zoneId: targetZoneId, evaluateTargetHealth }],
  };
}
