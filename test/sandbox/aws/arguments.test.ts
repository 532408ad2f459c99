// SPDX-License-Identifier: Apache-2.0
import { awsProvider, awsTypes } from "../../../sandbox/aws";
import { awsArguments } from "../../../sandbox/aws/arguments";
import { argumentsFromSdk } from "../../../sandbox/aws/arguments/from-sdk";
import { StandIn } from "../../support/stand-in";

describe("the arguments of AWS's types", () => {
  it('are those of the SDK that is installed; else run "npm run arguments"', () => {
    const declared = argumentsFromSdk(awsTypes.map(({ token }) => token));
    expect(awsArguments()).toEqual(declared);
  });

  it("name only objects that are there", () => {
    const { resources, objects } = awsArguments();
    const all = [...Object.values(resources), ...Object.values(objects)].flatMap(Object.values);
    const named = (all as string[]).flatMap((type) => type.match(/\w+\.\w+/g) ?? []);
    expect(named.filter((name) => objects[name] === undefined)).toEqual([]);
    expect(new Set(named)).toEqual(new Set(Object.keys(objects)));
  });

  it("say what is required, what is a list, and what may be text or an object", () => {
    const { resources, objects } = awsArguments();
    expect(resources["aws:ec2/subnet:Subnet"]).toMatchObject({
      vpcId: "string",
      cidrBlock: "string?",
      mapPublicIpOnLaunch: "boolean?",
      tags: "{string}?",
    });
    expect(resources["aws:eks/cluster:Cluster"]?.vpcConfig).toBe("eks.ClusterVpcConfig");
    expect(objects["eks.ClusterVpcConfig"]?.subnetIds).toBe("[string]");
    expect(resources["aws:iam/role:Role"]?.assumeRolePolicy).toBe("string|{any}");
  });
});

describe("at preview", () => {
  let aws: StandIn;
  beforeEach(() => {
    aws = new StandIn(awsProvider);
  });
  afterEach(() => aws.dispose());

  it.each([
    ["aws:ec2/subnet:Subnet", { cidrBlock: "10.0.0.0/24" }, ["vpcId"]],
    ["aws:ec2/vpc:Vpc", { cidr: "10.0.0.0/16" }, ["cidr"]],
    ["aws:kms/key:Key", { deletionWindowInDays: "soon" }, ["deletionWindowInDays"]],
    [
      "aws:eks/cluster:Cluster",
      { roleArn: "arn", vpcConfig: { subnetIds: "subnet-1", subnets: [] } },
      ["vpcConfig.subnets", "vpcConfig.subnetIds"],
    ],
  ])("a %s with %j is refused for %j, and its rules aren't asked", (token, inputs, properties) => {
    const { failures } = aws.check(token, "it", inputs);
    expect(failures.map(({ property }) => property)).toEqual(properties);
  });
});
