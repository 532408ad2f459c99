// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

/** Ids of one kind of subnet, one per availability zone, in the order of the zones. */
export type SubnetIds = pulumi.Input<pulumi.Input<string>[]>;

/**
 * Where a sibling's resources stand in a VPC. Siblings take this, never the Vpc component, so that
 * ids which arrive from another stack do as well.
 */
export interface NetworkPlacement {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets with a route to the internet: load balancers and NAT gateways, nothing else. */
  readonly publicSubnetIds: SubnetIds;
  /** Subnets for nodes and interface endpoints; they reach out through the NAT of their zone. */
  readonly privateSubnetIds: SubnetIds;
  /** Subnets for pods, cut from the VPC's second range. */
  readonly podSubnetIds: SubnetIds;
  /** Subnets for databases and caches, without any route out of the VPC. */
  readonly dataSubnetIds: SubnetIds;
  /** Group of the interface endpoints; who needs them lets its own group in. */
  readonly endpointSecurityGroupId: pulumi.Input<string>;
}
