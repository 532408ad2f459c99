// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { RegionalTarget } from "../../components/edge/alias-target";
import type { RegionOutputs } from "../outputs";
import type { StackOutputs } from "../references";
import type { Topology } from "../topology";

/** One region as this stack sees it: its own stack's outputs, and a provider to work there. */
export interface Side {
  readonly name: string;
  readonly provider: aws.Provider;
  readonly outputs: StackOutputs<RegionOutputs>;
}

/** What every part of the global stack is made from. */
export interface World {
  readonly topology: Topology;
  readonly sides: readonly Side[];
  /** Id of the public hosted zone. */
  readonly zoneId: pulumi.Input<string>;
}

/** @throws RangeError when there is no such region; validation rules that out */
export function sideOf(sides: readonly Side[], region: string): Side {
  const side = sides.find(({ name }) => name === region);
  if (side === undefined) throw new RangeError(`the topology has no region "${region}"`);
  return side;
}

/** The region's public load balancer, for a record to point at. */
export function targetOf({ name, outputs }: Side): RegionalTarget {
  const loadBalancer = outputs.require("publicLoadBalancer");
  return {
    region: name,
    dnsName: loadBalancer.apply(({ dnsName }) => dnsName),
    zoneId: loadBalancer.apply(({ zoneId }) => zoneId),
  };
}
