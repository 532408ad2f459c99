// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { DatabaseIdentifiers } from "./database-names";

/** Where the instances of a database stand. */
export interface DatabasePlacement {
  /** Subnet group of the data subnets. */
  readonly subnetGroupName: pulumi.Input<string>;
  /** Security group that lets the clients in. */
  readonly securityGroupId: pulumi.Input<string>;
}

/** What a database offers, whichever its engine. */
export interface DatabaseOutputs {
  /** ARN of what a failover promotes: the regional cluster, or the first instance. */
  readonly arn: pulumi.Output<string>;
  /** Identifier of what a failover promotes. */
  readonly identifier: pulumi.Output<string>;
  /** Identifiers by which CloudWatch knows the database. */
  readonly identifiers: DatabaseIdentifiers<pulumi.Output<string>>;
  /** Host name of what writes here, or would after a promotion. */
  readonly endpoint: pulumi.Output<string>;
  /**
   * Host names of this region's readers. Aurora has one that spreads connections; RDS has none, so
   * clients get each reader's and spread by themselves.
   */
  readonly readerEndpoints: readonly pulumi.Output<string>[];
}
