// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertNoIssues } from "../shared/validation";
import { aliasRecord, type RegionalTarget } from "./alias-target";
import { routedName } from "./record-names";

export interface FailoverRecordsArgs {
  /** Public zone that holds the records. */
  readonly zoneId: pulumi.Input<string>;
  /** Name of that zone. */
  readonly zone: string;
  /** Name of the service, first label of the records' name. */
  readonly service: string;
  /** The founding region's load balancer, answered until its latch is thrown. */
  readonly primary: RegionalTarget;
  /** The peer's load balancer, answered once the latch is thrown. */
  readonly secondary: RegionalTarget;
  /** Id of the health check that is the primary region's latch. */
  readonly latchHealthCheckId: pulumi.Input<string>;
}

/**
 * The records of a service that one region serves at a time.
 *
 * The pair moves by Route 53's data plane alone: nobody edits a record during a failover, whose
 * control plane may be what is down. What moves it is the primary's latch, never its health, so
 * that neither a flap nor a recovered old primary can pull traffic. The secondary has no health
 * check: with the latch thrown it is the only answer there is.
 *
 * PRIMARY is the founding region for good. After a failover the records stay as they are.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html
 * @example
 * new FailoverRecords("payments", {
 *   zoneId, zone: "example.com", service: "payments",
 *   primary: { region: "us-east-1", dnsName, zoneId: loadBalancerZoneId },
 *   secondary, latchHealthCheckId: latch.healthCheckId,
 * });
 */
export class FailoverRecords extends pulumi.ComponentResource {
  /** Name of the records, for the public name to point at: `payments.failover.example.com`. */
  public readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: FailoverRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:FailoverRecords", name, {}, opts);
    this.validate(args);

    const primary = this.createRecord(name, "PRIMARY", args, args.latchHealthCheckId);
    const secondary = this.createRecord(name, "SECONDARY", args);

    // The public name may point here only once both records are there.
    this.fqdn = pulumi
      .all([primary.fqdn, secondary.fqdn])
      .apply(() => routedName(args.service, "failover", args.zone));
    this.registerOutputs({ fqdn: this.fqdn });
  }

  private validate({ primary, secondary }: FailoverRecordsArgs): void {
    if (primary.region !== secondary.region) return;
    assertNoIssues(this, [
      {
        path: "secondary.region",
        problem: "is the region of the primary record",
        got: secondary.region,
        fix: "point the secondary record at the peer's load balancer",
      },
    ]);
  }

  private createRecord(
    name: string,
    type: "PRIMARY" | "SECONDARY",
    args: FailoverRecordsArgs,
    healthCheckId?: pulumi.Input<string>,
  ): aws.route53.Record {
    const target = type === "PRIMARY" ? args.primary : args.secondary;
    return new aws.route53.Record(
      `${name}-${type.toLowerCase()}`,
      {
        ...aliasRecord(args.zoneId, routedName(args.service, "failover", args.zone), target),
        setIdentifier: target.region,
        failoverRoutingPolicies: [{ type }],
        healthCheckId,
      },
      { parent: this },
    );
  }
}
