// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { StandIn } from "../../support/stand-in";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

describe("a subnet group", () => {
  const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";

  async function subnet(vpc: string, zone: string): Promise<string> {
    const name = `${vpc}-${zone}`;
    const { object } = await aws.make("aws:ec2/vpc:Vpc", vpc, { cidrBlock: "10.1.0.0/16" });
    const made = await aws.make("aws:ec2/subnet:Subnet", name, {
      vpcId: object.id,
      cidrBlock: "10.1.0.0/24",
      availabilityZone: zone,
    });
    return made.object.id;
  }

  it.each([
    ["one zone", "DBSubnetGroupDoesNotCoverEnoughAZs", ["one us-east-1a"]],
    ["two VPCs", "InvalidSubnet", ["one us-east-1a", "two us-east-1b"]],
    ["nothing", "InvalidSubnet", []],
  ])("over %s is refused", async (_, code, places) => {
    const ids = await Promise.all(
      places.map((place) => place.split(" ")).map(([vpc = "", zone = ""]) => subnet(vpc, zone)),
    );
    const subnetIds = ids.length === 0 ? ["subnet-0"] : ids;
    await expect(
      aws.make(subnetGroup, "group", { name: "group", subnetIds }),
    ).rejects.toMatchObject({
      code,
    });
  });
});

it.each([
  "aws:rds/parameterGroup:ParameterGroup",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
])("a %s of no family is refused, and a second one of its name", async (type) => {
  await expect(aws.make(type, "none", { name: "none", family: "postgres71" })).rejects.toThrow(
    /InvalidParameterValue: ParameterGroupFamily postgres71 is not a valid/,
  );
  const inputs = { name: "one", family: "aurora-postgresql17" };
  await aws.make(type, "one", inputs);
  await expect(aws.make(type, "two", inputs)).rejects.toMatchObject({
    code: "DBParameterGroupAlreadyExists",
  });
});
