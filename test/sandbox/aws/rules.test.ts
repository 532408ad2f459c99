// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { mustExist } from "../../../sandbox/aws/rules";
import type { ProviderDefinition } from "../../../sandbox/provider/provider";
import type { ResourceType } from "../../../sandbox/provider/resource-type";
import { unknownValue } from "../../../sandbox/provider/values";
import { StandIn } from "../../support/stand-in";
import { trust } from "../../support/stand-in-parts";

const wording = { code: "NotFound", source: "https://example.com/box" };
const key = "test:index/key:Key";
const box = "test:index/box:Box";

const types: readonly ResourceType[] = [
  {
    token: key,
    source: "https://example.com/key",
    id: ({ unique }) => `key-${unique(8)}`,
    outputs: ({ id, region, account }) => ({ arn: `arn:aws:test:${region}:${account}:${id}` }),
  },
  {
    token: "test:index/seal:Seal",
    place: "global",
    source: "https://example.com/seal",
    id: ({ unique }) => `seal-${unique(8)}`,
  },
  {
    token: box,
    source: "https://example.com/box",
    id: ({ unique }) => `box-${unique(8)}`,
    rules: [
      mustExist({ ...wording, property: "keyId" }, { to: [key, "test:index/seal:Seal"] }),
      mustExist(
        { ...wording, property: "locks.keyArn" },
        { to: key, by: ["arn", "id"], known: /^alias\/aws\//, says: (arn) => `no key ${arn}` },
      ),
      mustExist({ ...wording, property: "farKeys" }, { to: key, place: () => undefined }),
      mustExist(
        { ...wording, property: "peerKey" },
        { to: key, place: ({ inputs }) => String(inputs.peerRegion) },
      ),
    ],
  },
];

const definition: ProviderDefinition = {
  name: "test",
  version: "1.0.0",
  typeOf: (wanted) => types.find(({ token }) => token === wanted),
  invokes: {},
  placeOf: ({ region }) => String(region),
};

describe("what must exist", () => {
  let stand: StandIn;
  let ids: Record<"here" | "far" | "seal" | "hereArn" | "farArn", string>;
  beforeEach(async () => {
    stand = new StandIn(definition);
    const here = await stand.make(key, "here", {});
    const far = await stand.in("eu-west-1").make(key, "far", {});
    const seal = await stand.make("test:index/seal:Seal", "seal", {});
    ids = {
      here: here.object.id,
      far: far.object.id,
      seal: seal.object.id,
      hereArn: String(here.state.arn),
      farArn: String(far.state.arn),
    };
  });
  afterEach(() => stand.dispose());

  const accepts = async (inputs: Record<string, unknown>): Promise<void> => {
    await expect(stand.make(box, "box", inputs)).resolves.toBeDefined();
  };
  const refuses = async (inputs: Record<string, unknown>, text: string): Promise<void> => {
    await expect(stand.make(box, "box", inputs)).rejects.toThrow(text);
  };

  it("is found by its id in the same region or in none", async () => {
    await accepts({ keyId: ids.here });
    await accepts({ keyId: ids.seal });
    await refuses(
      { keyId: "key-0" },
      "api error NotFound: 'key-0' does not exist (property keyId)",
    );
    await refuses({ keyId: ids.far }, `'${ids.far}' does not exist`);
  });

  it("is found by another output, within lists and nested objects", async () => {
    await accepts({ locks: [{ keyArn: ids.hereArn }, { keyArn: ids.here }, {}] });
    await refuses(
      { locks: [{ keyArn: ids.hereArn }, { keyArn: ids.farArn }] },
      `no key ${ids.farArn} (property locks.keyArn)`,
    );
    await refuses({ keyId: ids.hereArn }, "does not exist");
  });

  it("may be in the region that the reference names, or in any", async () => {
    await accepts({ farKeys: [ids.here, ids.far] });
    await accepts({ peerKey: ids.far, peerRegion: "eu-west-1" });
    await refuses({ peerKey: ids.far, peerRegion: "us-east-1" }, "does not exist");
    await refuses({ farKeys: [ids.here, ids.seal] }, "does not exist");
  });

  it("isn't asked for where the value is missing, unknown, AWS's own or another account's", async () => {
    await accepts({});
    await accepts({ keyId: unknownValue, farKeys: [unknownValue] });
    await accepts({ locks: [{ keyArn: "alias/aws/test" }] });
    await accepts({ keyId: "arn:aws:test:us-east-1:999999999999:key-0" });
    await refuses({ keyId: "arn:aws:test:us-east-1::key-0" }, "does not exist");
  });

  it("isn't asked for again by an update that leaves it as it is", async () => {
    const held = await stand.make(box, "held", { keyId: ids.here });
    await stand.cloud.alone(() =>
      stand.cloud.remove({ type: key, place: "us-east-1", id: ids.here }),
    );
    await expect(stand.change(held, { label: "new" })).resolves.toBeDefined();
    await expect(stand.change(held, { keyId: "key-0" })).rejects.toThrow("does not exist");
  });
});

describe("on AWS", () => {
  let aws: StandIn;
  beforeEach(() => {
    aws = new StandIn(awsProvider);
  });
  afterEach(() => aws.dispose());

  it.each([
    {
      token: "aws:ec2/subnet:Subnet",
      inputs: { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24" },
      text: "api error InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist (property vpcId)",
    },
    {
      token: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
      inputs: { vpcId: "vpc-0", cidrBlock: "100.64.0.0/16" },
      text: "InvalidVpcID.NotFound",
    },
    {
      token: "aws:kms/alias:Alias",
      inputs: { name: "alias/payments", targetKeyId: "key-0" },
      text: "api error NotFoundException: Key 'key-0' does not exist (property targetKeyId)",
    },
    {
      token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      inputs: { role: "nobody", policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
      text: "api error NoSuchEntity: The role with name nobody cannot be found. (property role)",
    },
    {
      token: "aws:iam/rolePolicy:RolePolicy",
      inputs: { role: "nobody", name: "own", policy: "{}" },
      text: "NoSuchEntity",
    },
  ])("a $token of nothing is refused", async ({ token, inputs, text }) => {
    await expect(aws.make(token, "it", inputs)).rejects.toThrow(text);
  });

  it("a role takes no policy of this account that isn't there", async () => {
    const { object: role } = await aws.make("aws:iam/role:Role", "role", {
      name: "role",
      assumeRolePolicy: trust("ec2.amazonaws.com"),
    });
    const attach = (policyArn: string) =>
      aws.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
        role: role.id,
        policyArn,
      });
    await expect(attach("arn:aws:iam::111122223333:policy/none")).rejects.toThrow("NoSuchEntity");
    await expect(attach("arn:aws:iam::aws:policy/ReadOnlyAccess")).resolves.toBeDefined();
  });
});
