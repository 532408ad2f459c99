// SPDX-License-Identifier: Apache-2.0
import type { Made, StandIn } from "../../support/stand-in";

/** What most things of EC2 and its load balancers stand in. */
export interface Network {
  readonly vpcId: string;
  /** In zones a, b and c of the region. */
  readonly subnetIds: readonly string[];
  readonly gatewayId: string;
  readonly routeTableId: string;
  readonly groupId: string;
}

/** Makes a VPC, `10.<second>.0.0/16`, with subnets, an internet gateway, a route table and a group. */
export async function makeNetwork(stand: StandIn, second = 0): Promise<Network> {
  const name = `network-${second}`;
  const make = (token: string, role: string, inputs: Record<string, unknown>): Promise<Made> =>
    stand.make(token, `${name}-${role}`, inputs);
  const vpc = await make("aws:ec2/vpc:Vpc", "vpc", {
    cidrBlock: `10.${second}.0.0/16`,
    enableDnsHostnames: true,
  });
  const vpcId = vpc.object.id;
  const subnetIds = await Promise.all(
    ["a", "b", "c"].map(async (letter, index) => {
      const { object } = await make("aws:ec2/subnet:Subnet", letter, {
        vpcId,
        cidrBlock: `10.${second}.${index}.0/24`,
        availabilityZone: `${stand.instance.place}${letter}`,
      });
      return object.id;
    }),
  );
  const within = async (token: string, role: string): Promise<string> =>
    (await make(token, role, { vpcId })).object.id;
  return {
    vpcId,
    subnetIds,
    gatewayId: await within("aws:ec2/internetGateway:InternetGateway", "internet"),
    routeTableId: await within("aws:ec2/routeTable:RouteTable", "routes"),
    groupId: await within("aws:ec2/securityGroup:SecurityGroup", "group"),
  };
}
