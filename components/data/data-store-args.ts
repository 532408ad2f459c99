// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

/** Where a data store of a region stands, who reaches it, and what encrypts it. */
export interface DataStoreArgs {
  /** Name of the environment, the first part of every identifier. */
  readonly environment: string;
  /** AWS name of the store's region, part of every identifier. */
  readonly region: string;
  /** Zones over which the store is spread, by name, at least two. */
  readonly availabilityZones: readonly string[];
  /** VPC of the security group. */
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, one for each zone. */
  readonly subnetIds: readonly pulumi.Input<string>[];
  /** Security groups whose members may connect, by a short name that becomes the rule's. */
  readonly clientSecurityGroupIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** ARN of this region's KMS key for data, and for what is stored beside them. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** ARN of this region's KMS key for logs. */
  readonly logsKmsKeyArn: pulumi.Input<string>;
  /** Whether Pulumi, and AWS where it can, refuse to delete the store. */
  readonly protect: boolean;
}
