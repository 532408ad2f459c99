// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { StandIn } from "../../support/stand-in";
import { permissions, trust } from "../../support/stand-in-parts";

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/policy:Policy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const assumeRolePolicy = trust("ec2.amazonaws.com");
const policy = permissions("s3:GetObject");

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

describe("IAM", () => {
  it("names a role within 64 characters and puts its path into the ARN", async () => {
    const { object, state } = await aws.make(roleType, "r".repeat(80), {
      assumeRolePolicy,
      path: "/payments/",
    });
    expect(object.id).toMatch(/^r{56}-[0-9a-f]{7}$/);
    expect(object.place).toBe("global");
    expect(state.arn).toBe(`arn:aws:iam::111122223333:role/payments/${object.id}`);
    expect(state.uniqueId).toMatch(/^AROA[0-9A-Z]{17}$/);
  });

  it("is the same for all regions: a name can't be taken twice", async () => {
    const inputs = { name: "deployer", assumeRolePolicy };
    await aws.make(roleType, "role", inputs);
    await expect(aws.in("eu-west-1").make(roleType, "other", inputs)).rejects.toMatchObject({
      code: "EntityAlreadyExists",
    });
  });

  it.each([
    [roleType, { assumeRolePolicy: trust("eks.amazonaws.com") }, []],
    [roleType, { name: "other" }, ["name"]],
    [policyType, { policy: permissions("s3:PutObject") }, []],
    [policyType, { description: "other" }, ["description"]],
  ])("replaces a %s only where it can't be changed: %j", async (type, change, replaces) => {
    const document = type === roleType ? { assumeRolePolicy } : { policy };
    const made = await aws.make(type, "it", { name: "it", ...document });
    expect(aws.diff(made, change).replaces).toEqual(replaces);
  });

  it("keeps a role and a policy that are attached to each other", async () => {
    const role = await aws.make(roleType, "role", { assumeRolePolicy });
    const managed = await aws.make(policyType, "policy", { policy });
    const attachment = await aws.make(attachmentType, "attachment", {
      role: role.object.id,
      policyArn: managed.object.id,
    });

    expect(attachment.object.id).toBe(`${role.object.id}/${managed.object.id}`);
    for (const held of [role, managed]) {
      await expect(aws.delete(held)).rejects.toMatchObject({ code: "DeleteConflict" });
    }
    for (const made of [attachment, role, managed]) await aws.delete(made);
    expect(aws.cloud.all()).toEqual([]);
  });
});
