// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { aliasRecord, type AliasTarget } from "./alias-target";
import { publicName } from "./record-names";

export interface HomeRecordArgs {
  /** Public zone that holds the record. */
  readonly zoneId: pulumi.Input<string>;
  /** Name of that zone. */
  readonly zone: string;
  /** Name of the service, first label of its public name. */
  readonly service: string;
  /** The home region's load balancer. */
  readonly target: AliasTarget;
}

/**
 * The public name of a service that lives in one region (tiers 2 and 3).
 *
 * It doesn't fail over: the service is restored from backups, and then this record is changed by
 * the program. That needs Route 53's control plane, which such a service can wait for.
 *
 * @example
 * new HomeRecord("reports", { zoneId, zone: "example.com", service: "reports", target });
 */
export class HomeRecord extends pulumi.ComponentResource {
  /** Public name of the service: `reports.example.com`. */
  public readonly fqdn: pulumi.Output<string>;

  constructor(name: string, args: HomeRecordArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:HomeRecord", name, {}, opts);

    const record = new aws.route53.Record(
      `${name}-alias`,
      aliasRecord(args.zoneId, publicName(args.service, args.zone), args.target),
      { parent: this },
    );

    this.fqdn = record.fqdn;
    this.registerOutputs({ fqdn: this.fqdn });
  }
}
