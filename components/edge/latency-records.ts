// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "../shared/issues";
import { assertNoIssues } from "../shared/validation";
import { healthyAliasRecord, type RegionalTarget } from "./alias-target";
import { routedName } from "./record-names";

export interface LatencyRecordsArgs {
  /** Public zone that holds the records. */
  readonly zoneId: pulumi.Input<string>;
  /** Name of that zone. */
  readonly zone: string;
  /** Name of the service, first label of the records' name. */
  readonly service: string;
  /** Load balancers of at least two regions, one each. */
  readonly targets: readonly RegionalTarget[];
}

/**
 * The records of a service that every region serves at once: a client is sent to the region that
 * is nearest to its resolver, of those whose load balancer is healthy.
 *
 * Only for a service that may answer from two regions at the same time. Nothing here keeps a
 * client, or a payment, in one region: the same client moves when a region's health or the
 * internet's latencies change.
 *
 * `evaluateTargetHealth` is on, the opposite of the failover records: here a region that is left
 * out is replaced by one that serves already. Route 53 knows the load balancer's health only, not
 * that of one service. A load balancer is unhealthy when any of its target groups has no healthy
 * target, so a neighbour that is down takes this service out of the region too. With every region
 * unhealthy all of them are answered.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-latency.html
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 * @example
 * new LatencyRecords("status", {
 *   zoneId, zone: "example.com", service: "status",
 *   targets: [{ region: "us-east-1", dnsName, zoneId: loadBalancerZoneId }, other],
 * });
 */
export class LatencyRecords extends pulumi.ComponentResource {
  /** Name of the records, for the public name to point at: `status.latency.example.com`. */
  public readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: LatencyRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:LatencyRecords", name, {}, opts);
    assertNoIssues(this, targetIssues(args.targets));

    const records = args.targets.map((target) => this.createRecord(name, args, target));

    // The public name may point here only once the records are there.
    this.fqdn = pulumi
      .all(records.map(({ fqdn }) => fqdn))
      .apply(() => routedName(args.service, "latency", args.zone));
    this.registerOutputs({ fqdn: this.fqdn });
  }

  private createRecord(
    name: string,
    args: LatencyRecordsArgs,
    target: RegionalTarget,
  ): aws.route53.Record {
    return new aws.route53.Record(
      `${name}-${target.region}`,
      {
        ...healthyAliasRecord(args.zoneId, routedName(args.service, "latency", args.zone), target),
        setIdentifier: target.region,
        latencyRoutingPolicies: [{ region: target.region }],
      },
      { parent: this },
    );
  }
}

function targetIssues(targets: readonly RegionalTarget[]): Issue[] {
  const regions = targets.map(({ region }) => region);
  if (regions.length > 1 && new Set(regions).size === regions.length) return [];
  return [
    {
      path: "targets",
      problem: "must name at least two regions, each once",
      got: regions,
      fix: "give one load balancer per region",
    },
  ];
}
