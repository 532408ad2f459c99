// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { aliasRecord, type AliasTarget } from "./alias-target";
import { publicName } from "./record-names";

export interface PublicRecordArgs {
  /** Public zone that holds the record. */
  readonly zoneId: pulumi.Input<string>;
  /** Name of that zone. */
  readonly zone: string;
  /** Name of the service, first label of its public name. */
  readonly service: string;
  /**
   * What chooses the region: records in the same zone, an accelerator; or the one load balancer
   * that there is.
   */
  readonly target: AliasTarget;
}

/**
 * The public name of a service: one alias to whatever chooses the region.
 *
 * Route 53 takes records of one routing policy under a name. Were the public name that of the
 * failover or latency records themselves, another routing would first have to take them away, and
 * the name would be gone in between. As an alias it is changed in place, in one call.
 *
 * It follows no health: what it points at does, or there is nowhere else to go. For a service that
 * lives in one region (tiers 2 and 3) that is its load balancer; it is restored from backups, and
 * then this record is changed by the program. That needs Route 53's control plane, which such a
 * service can wait for.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html
 * @example
 * new PublicRecord("reports", { zoneId, zone: "example.com", service: "reports", target });
 */
export class PublicRecord extends pulumi.ComponentResource {
  /** Public name of the service: `reports.example.com`. */
  public readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: PublicRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:PublicRecord", name, {}, opts);

    const record = new aws.route53.Record(
      `${name}-alias`,
      aliasRecord(args.zoneId, publicName(args.service, args.zone), args.target),
      { parent: this },
    );

    this.fqdn = record.fqdn;
    this.registerOutputs({ fqdn: this.fqdn });
  }
}
