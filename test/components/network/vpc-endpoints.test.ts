// SPDX-License-Identifier: Apache-2.0
import { VpcEndpoints } from "../../../components/network/vpc-endpoints";
import { all, only, record } from "../../support/mocks";

const build = (preview = false) =>
  record(
    () =>
      new VpcEndpoints("endpoints", {
        vpcId: "vpc-1",
        region: "us-east-1",
        routeTableIds: ["rtb-a", "rtb-data"],
        subnetIds: ["subnet-a", "subnet-b"],
      }),
    { preview },
  );

describe("VpcEndpoints", () => {
  it.each(["s3", "dynamodb"])(
    "reaches %s through the route tables it was given",
    async (service) => {
      const { inputs } = only(
        await build(),
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        `endpoints-${service}`,
      );
      expect(inputs).toEqual({
        vpcId: "vpc-1",
        serviceName: `com.amazonaws.us-east-1.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: ["rtb-a", "rtb-data"],
        tags: { Name: `endpoints-${service}` },
      });
    },
  );

  it("has a private interface for every service that workloads can't do without", async () => {
    const interfaces = all(await build(), "aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ inputs }) => inputs)
      .filter(({ vpcEndpointType }) => vpcEndpointType === "Interface");
    expect(interfaces.map(({ serviceName }) => serviceName)).toEqual([
      "com.amazonaws.us-east-1.ecr.api",
      "com.amazonaws.us-east-1.ecr.dkr",
      "com.amazonaws.us-east-1.sts",
      "com.amazonaws.us-east-1.secretsmanager",
      "com.amazonaws.us-east-1.kms",
      "com.amazonaws.us-east-1.logs",
    ]);
    for (const inputs of interfaces) {
      expect(inputs).toMatchObject({
        privateDnsEnabled: true,
        subnetIds: ["subnet-a", "subnet-b"],
        securityGroupIds: ["endpoints-clients-id"],
      });
    }
  });

  it("leaves its group without rules: clients let themselves in", async () => {
    const registered = await build();
    const { inputs } = only(registered, "aws:ec2/securityGroup:SecurityGroup");
    expect(inputs).not.toHaveProperty("ingress");
    expect(inputs).not.toHaveProperty("egress");
    expect(registered.filter(({ type }) => type.includes("Rule"))).toEqual([]);
  });

  it("has the same eight endpoints at a first preview", async () => {
    expect(all(await build(true), "aws:ec2/vpcEndpoint:VpcEndpoint")).toHaveLength(8);
  });
});
