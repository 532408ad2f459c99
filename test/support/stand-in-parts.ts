// SPDX-License-Identifier: Apache-2.0
import type { Made, StandIn } from "./stand-in";

/** A trust policy that lets a service assume its role. */
export function trust(service: string, ...actions: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: actions.length > 0 ? actions : ["sts:AssumeRole"],
      },
    ],
  });
}

/** An identity's policy, of one statement. */
export function permissions(...actions: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
  });
}

/** A role that a service may assume; answers its ARN. */
export async function makeRole(aws: StandIn, name: string, service: string): Promise<string> {
  const inputs = { name, assumeRolePolicy: trust(service) };
  const { state } = await aws.make("aws:iam/role:Role", name, inputs);
  return String(state.arn);
}

/** A VPC with a subnet in each of two zones; answers the subnets' ids. */
export async function makeSubnets(aws: StandIn): Promise<string[]> {
  const vpc = await aws.make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.1.0.0/16" });
  const subnets: Made[] = [];
  for (const [index, letter] of ["a", "b"].entries()) {
    const region = aws.instance.place;
    subnets.push(
      await aws.make("aws:ec2/subnet:Subnet", `subnet-${letter}`, {
        vpcId: vpc.object.id,
        cidrBlock: `10.1.${index}.0/24`,
        availabilityZone: `${region}${letter}`,
      }),
    );
  }
  return subnets.map(({ object }) => object.id);
}
