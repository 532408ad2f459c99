// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { aliasRecord, type RegionalTarget } from "./alias-target";
import { regionalName } from "./record-names";

export interface RegionalRecordArgs {
  /** Public zone that holds the record. */
  readonly zoneId: pulumi.Input<string>;
  /** Name of that zone. */
  readonly zone: string;
  /** Name of the service. */
  readonly service: string;
  /** The region's load balancer. */
  readonly target: RegionalTarget;
}

/**
 * The name of a service in one region: it names that region whoever is active.
 *
 * Deep health checks, observers and people use it to ask a region about itself. Clients don't:
 * they would stay with a region that has been retired.
 *
 * @example
 * new RegionalRecord("payments-eu-west-1", { zoneId, zone: "example.com", service: "payments", target });
 */
export class RegionalRecord extends pulumi.ComponentResource {
  /** Name of the service in its region: `payments.eu-west-1.example.com`. */
  public readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: RegionalRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:RegionalRecord", name, {}, opts);

    const recordName = regionalName(args.service, args.target.region, args.zone);
    const record = new aws.route53.Record(
      `${name}-alias`,
      aliasRecord(args.zoneId, recordName, args.target),
      { parent: this },
    );

    this.fqdn = record.fqdn;
    this.registerOutputs({ fqdn: this.fqdn });
  }
}
