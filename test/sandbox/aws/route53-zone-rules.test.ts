// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import type { Properties } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";

const zoneType = "aws:route53/zone:Zone";
const associationType = "aws:route53/zoneAssociation:ZoneAssociation";

let aws: StandIn;
let zone: Made;
beforeEach(async () => {
  aws = new StandIn(awsProvider);
  zone = await aws.make(zoneType, "zone", { name: "example.com" });
});
afterEach(() => aws.dispose());

describe("a private zone", () => {
  const makeVpc = async (name: string, stand = aws): Promise<string> =>
    (await stand.make("aws:ec2/vpc:Vpc", name, { cidrBlock: "10.0.0.0/16" })).object.id;
  const makeZone = async (name: string, ...vpcIds: string[]): Promise<Made> =>
    aws.make(zoneType, name, { name: "inside", vpcs: vpcIds.map((vpcId) => ({ vpcId })) });
  const associate = (name: string, given: Properties): Promise<Made> =>
    aws.make(associationType, name, given);

  it("is for VPCs that are there, and one of that name in each", async () => {
    const vpc = await makeVpc("one");
    await expect(makeZone("none", "vpc-0")).rejects.toThrow(
      "InvalidVPCId: The VPC ID vpc-0 is invalid.",
    );
    const { object } = await makeZone("first", vpc);
    await expect(makeZone("second", vpc)).rejects.toThrow(
      `ConflictingDomainExists: The VPC ${vpc} has already been associated with the hosted zone ${object.id}`,
    );
    await expect(makeZone("third", await makeVpc("two"))).resolves.toBeDefined();
  });

  it("is associated with a VPC of another region, once", async () => {
    const { object } = await makeZone("zone", await makeVpc("one"));
    const vpcId = await makeVpc("two", aws.in("eu-west-1"));
    const given = { zoneId: object.id, vpcId, vpcRegion: "eu-west-1" };
    await expect(associate("lost", { ...given, zoneId: "Z0" })).rejects.toThrow("NoSuchHostedZone");
    await expect(associate("lost", { ...given, vpcRegion: "us-east-1" })).rejects.toThrow(
      "InvalidVPCId",
    );
    await expect(associate("public", { ...given, zoneId: zone.object.id })).rejects.toThrow(
      "PublicZoneVPCAssociation",
    );
    await expect(associate("good", given)).resolves.toBeDefined();
    await expect(associate("again", given)).rejects.toThrow("ConflictingDomainExists");
  });

  it("never loses its last VPC", async () => {
    const made = await makeZone("zone", await makeVpc("one"));
    await expect(aws.change(made, { vpcs: [] })).rejects.toThrow("LastVPCAssociation");
    const vpcId = await makeVpc("two");
    const association = await associate("two", { zoneId: made.object.id, vpcId });
    await aws.change(made, { vpcs: [] });
    await expect(aws.delete(association)).rejects.toThrow("LastVPCAssociation");
  });

  it("lets an association go while it has a VPC of its own", async () => {
    const { object } = await makeZone("zone", await makeVpc("one"));
    const association = await associate("two", { zoneId: object.id, vpcId: await makeVpc("two") });
    await expect(aws.delete(association)).resolves.toBeUndefined();
  });
});
