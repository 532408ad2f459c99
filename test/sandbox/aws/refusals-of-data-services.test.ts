// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { keyPolicy } from "../../../components/shared/key-policy";
import { account, StandIn } from "../../support/stand-in";
import { permissions } from "../../support/stand-in-parts";

let aws: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
});
afterEach(() => aws.dispose());

describe("a table with strong consistency", () => {
  const strong = (...regions: string[]) =>
    regions.map((regionName) => ({ regionName, consistencyMode: "STRONG" }));
  const witness = { globalTableWitness: { regionName: "eu-west-2" } };
  const make = (more: object) =>
    aws.make("aws:dynamodb/table:Table", "journal", {
      name: "journal",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "log",
      attributes: [{ name: "log", type: "S" }],
      ...more,
    });

  it.each([
    { replicas: strong("eu-west-1"), ...witness },
    { replicas: strong("eu-west-1", "ca-central-1") },
    { replicas: [{ regionName: "eu-west-1" }] },
    {},
  ])("takes a quorum of three regions, or none: %j", async (quorum) => {
    await expect(make(quorum)).resolves.toBeDefined();
  });

  it.each([
    { replicas: strong("eu-west-1") },
    { replicas: strong("eu-west-1", "eu-west-2"), ...witness },
    { replicas: strong("eu-west-1", "eu-west-3", "us-west-2") },
    { replicas: [...strong("eu-west-1"), { regionName: "eu-west-3" }], ...witness },
  ])("refuses any other number: %j", async (quorum) => {
    await expect(make(quorum)).rejects.toThrow("requires exactly 2 replicas, or 1 replica and 1");
  });

  it("loses all of its replicas at once, and gets no other", async () => {
    const table = await make({ replicas: strong("eu-west-1"), ...witness });
    await expect(aws.change(table, { replicas: strong("eu-west-3") })).rejects.toThrow(
      "can't be added or removed one by one",
    );
    const single = { replicas: undefined, globalTableWitness: undefined };
    await expect(aws.change(table, single)).resolves.toBeDefined();
  });

  it("is not refused at preview for attributes that aren't known yet", () => {
    const { failures } = aws.check("aws:dynamodb/table:Table", "journal", {
      hashKey: "log",
      attributes: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    });
    expect(failures).toEqual([]);
  });
});

describe("a log group's key", () => {
  const key = async (usedBy: Parameters<typeof keyPolicy>[1], region = "us-east-1") => {
    const policy = keyPolicy({ accountId: account, region }, usedBy);
    const made = await aws.in(region).make("aws:kms/key:Key", `key-${region}`, { policy });
    return String(made.state.arn);
  };
  const make = (kmsKeyId: string) =>
    aws.make("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/logs", kmsKeyId });

  it("is one that lets the region's CloudWatch Logs in", async () => {
    await expect(make(await key(["cloudwatch-logs"]))).resolves.toBeDefined();
  });

  it.each<[string, () => Promise<string>]>([
    ["for others", () => key(["dynamodb", "log-delivery"])],
    ["of another region", () => key(["cloudwatch-logs"], "eu-west-1")],
  ])("is refused when it is %s", async (_, wrong) => {
    await expect(make(await wrong())).rejects.toThrow(/does not exist or is not allowed/);
  });

  it("isn't tried again when something else changes", async () => {
    const made = await make(await key(["cloudwatch-logs"]));
    for (const object of aws.cloud.list("aws:kms/key:Key")) aws.cloud.remove(object);
    await expect(aws.change(made, { retentionInDays: 30 })).resolves.toBeDefined();
  });

  it("may belong to another account, whose policies the sandbox doesn't know", async () => {
    await expect(make("arn:aws:kms:us-east-1:444455556666:key/1")).resolves.toBeDefined();
  });
});

describe("a cache", () => {
  const make = (more: object) =>
    aws.make("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
      description: "A cache",
      replicationGroupId: "cache",
      transitEncryptionEnabled: true,
      ...more,
    });

  it("never shows a token that it refuses", async () => {
    const authTokenWo = "swordfish/";
    const refused = make({ authTokenWo }).catch((error: Error) => error.message);
    expect(await refused).toContain("Invalid AuthToken provided.");
    expect(await refused).not.toContain("swordfish");
  });

  it.each([
    ["valkey", "8.1", "valkey8", true],
    ["valkey", "9.1", "valkey9", true],
    ["valkey", "8.1", "valkey7", false],
    ["redis", "7.1", "redis7", true],
    ["redis", "6.2", "redis6.x", true],
    ["redis", "6.2", "redis7", false],
    ["redis", "5.0.6", "redis5.0", true],
  ])("of %s %s with parameters of %s: %s", async (engine, engineVersion, family, fits) => {
    await aws.make("aws:elasticache/parameterGroup:ParameterGroup", "group", {
      name: "group",
      family,
    });
    const made = make({ engine, engineVersion, parameterGroupName: "group" });
    if (fits) await expect(made).resolves.toBeDefined();
    else await expect(made).rejects.toThrow(/Expected a parameter group of family/);
  });
});

describe("a role's own policies", () => {
  it("share one quota, and white space is free", async () => {
    const assumeRolePolicy = JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    });
    await aws.make("aws:iam/role:Role", "role", { name: "role", assumeRolePolicy });
    const actions = Array.from({ length: 300 }, (_, index) => `s3:GetObject${index}`);
    const put = (name: string, policy: string) =>
      aws.make("aws:iam/rolePolicy:RolePolicy", name, { role: "role", name, policy });
    const half = permissions(...actions);
    expect(half.length).toBeGreaterThan(5_000);

    const first = await put("first", `${half}${" ".repeat(6_000)}`);
    await expect(put("second", half)).rejects.toThrow(
      "Maximum policy size of 10240 bytes exceeded",
    );
    // A policy in place of itself counts once.
    await expect(aws.change(first, { policy: half })).resolves.toBeDefined();
  });
});

describe("a bucket's policy", () => {
  const bucketPolicy = (statement: object) =>
    aws.make("aws:s3/bucketPolicy:BucketPolicy", "policy", {
      bucket: "payments-logs",
      policy: JSON.stringify({
        Statement: {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::payments-logs/*",
          ...statement,
        },
      }),
    });
  const block = (blockPublicPolicy: boolean) =>
    aws.make("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", {
      bucket: "payments-logs",
      blockPublicPolicy,
    });
  beforeEach(() => aws.make("aws:s3/bucket:Bucket", "logs", { bucket: "payments-logs" }));

  it("is for nobody in particular only where that is let", async () => {
    await expect(bucketPolicy({})).rejects.toThrow("AccessDenied");
    await expect(bucketPolicy({ Effect: "Deny" })).resolves.toBeDefined();
    await block(true);
    await expect(bucketPolicy({})).rejects.toThrow("AccessDenied");
    await block(false);
    await expect(bucketPolicy({})).resolves.toBeDefined();
  });

  it.each([
    ["arn:aws:s3:::payments-logs", true],
    ["arn:aws:s3:::payments-*", true],
    ["*", true],
    ["arn:aws:s3:::payments", false],
    ["arn:aws:s3:::other/*", false],
  ])("about %s is taken: %s", async (Resource, taken) => {
    const made = bucketPolicy({ Effect: "Deny", Resource });
    if (taken) await expect(made).resolves.toBeDefined();
    else await expect(made).rejects.toThrow("Policy has invalid resource");
  });
});
