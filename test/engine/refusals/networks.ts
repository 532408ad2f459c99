// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { Given } from "../../support/refusal-case";

/** Subnets of a VPC of their own, one in each of the zones of us-east-1; answers their ids. */
export function subnetsOf(
  { aws, name }: Given,
  zones: readonly string[] = ["a", "b"],
  vpcName = "vpc",
): pulumi.Output<string>[] {
  const vpc = new aws.ec2.Vpc(`${name}-${vpcName}`, { cidrBlock: "10.1.0.0/16" });
  return zones.map((zone, index) => {
    const subnet = new aws.ec2.Subnet(`${name}-${vpcName}-${index}`, {
      vpcId: vpc.id,
      cidrBlock: `10.1.${index}.0/24`,
      availabilityZone: `us-east-1${zone}`,
    });
    return subnet.id;
  });
}
