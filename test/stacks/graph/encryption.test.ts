// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../../stacks/environments";
import { finder, label, resourcesOf, textsIn, valuesAt } from "../../support/graph";
import { platform, platformTimeout, type Resource, type StackGraph } from "../../support/platform";
import { isOfEngine } from "../../support/stateful";

/** Where each type that holds data takes its key, and who has to be let in by the key's policy. */
const encrypted: readonly (readonly [type: string, path: string, user: string | undefined])[] = [
  ["aws:cloudwatch/logGroup:LogGroup", "kmsKeyId", "logs.REGION.amazonaws.com"],
  ["aws:dynamodb/table:Table", "serverSideEncryption.kmsKeyArn", "dynamodb.REGION.amazonaws.com"],
  [
    "aws:ec2/launchTemplate:LaunchTemplate",
    "blockDeviceMappings[].ebs.kmsKeyId",
    "ec2.REGION.amazonaws.com",
  ],
  [
    "aws:ecr/repository:Repository",
    "encryptionConfigurations[].kmsKey",
    "ecr.REGION.amazonaws.com",
  ],
  [
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "kmsKeyId",
    "elasticache.REGION.amazonaws.com",
  ],
  ["aws:rds/cluster:Cluster", "kmsKeyId", "rds.REGION.amazonaws.com"],
  ["aws:rds/cluster:Cluster", "performanceInsightsKmsKeyId", "rds.REGION.amazonaws.com"],
  ["aws:rds/instance:Instance", "kmsKeyId", "rds.REGION.amazonaws.com"],
  ["aws:rds/instance:Instance", "performanceInsightsKmsKeyId", "rds.REGION.amazonaws.com"],
  [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId",
    "delivery.logs.amazonaws.com",
  ],
  ["aws:secretsmanager/secret:Secret", "kmsKeyId", "secretsmanager.REGION.amazonaws.com"],
  ["aws:sns/topic:Topic", "kmsMasterKeyId", "cloudwatch.amazonaws.com"],
  // EKS takes its grant with the rights of whoever creates the cluster.
  ["eks:index:Cluster", "encryptionConfigKeyArn", undefined],
];

/** Switches that have to be on besides. */
const switches: readonly (readonly [type: string, path: string])[] = [
  ["aws:dynamodb/table:Table", "serverSideEncryption.enabled"],
  ["aws:ec2/launchTemplate:LaunchTemplate", "blockDeviceMappings[].ebs.encrypted"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "atRestEncryptionEnabled"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "transitEncryptionEnabled"],
  ["aws:kms/key:Key", "enableKeyRotation"],
  ["aws:rds/cluster:Cluster", "storageEncrypted"],
  ["aws:rds/globalCluster:GlobalCluster", "storageEncrypted"],
  ["aws:rds/instance:Instance", "storageEncrypted"],
];

/** Types of AWS that keep nothing of ours: a type that is in neither list makes a test fail. */
const holdNothing =
  /^aws:(acm|autoscaling|ec2\/(?!launchTemplate|volume|instance)|ecr\/(?!repository:)|eks\/(addon|podIdentity)|elasticache\/(parameterGroup|subnetGroup)|iam|kms|lb\/|rds\/(clusterInstance|clusterParameterGroup|parameterGroup|subnetGroup|globalCluster)|route53|s3\/bucket\w|secretsmanager\/secretVersion|servicequotas|sns\/topic\w|vpc|cloudwatch\/(dashboard|metricAlarm))/;

describe.each(Object.entries(environments))("what %s keeps", (_, topology) => {
  let stacks: readonly StackGraph[];
  let resources: readonly Resource[];
  beforeAll(async () => {
    stacks = await platform(topology);
    resources = resourcesOf(stacks);
  }, platformTimeout);

  const ofType = (type: string) => resources.filter((resource) => resource.type === type);

  it.each(encrypted)("in every %s is encrypted by %s with our key of that region", (type, path) => {
    const find = finder(stacks);
    const wrong = ofType(type).filter(({ inputs, region }) => {
      const keys = valuesAt(inputs, path).map(find);
      return (
        keys.length === 0 ||
        keys.some((key) => key?.type !== "aws:kms/key:Key" || key.region !== region)
      );
    });
    // A component of `eks` has no provider of AWS of its own to tell its region by.
    const untold = wrong.filter((resource) => resource.type !== "eks:index:Cluster");
    expect(ofType(type).length > 0).toBe(isOfEngine(topology, type));
    expect(untold.map(label)).toEqual([]);
  });

  it.each(encrypted.filter(([, , user]) => user !== undefined))(
    "in every %s may be encrypted: the policy of the key in %s lets the service use it (%s)",
    (type, path, user = "") => {
      const find = finder(stacks);
      const shut = ofType(type).filter(({ inputs, region = "" }) =>
        valuesAt(inputs, path)
          .map(find)
          .some((key) => !String(key?.inputs.policy).includes(user.replace("REGION", region))),
      );
      expect(shut.map(label)).toEqual([]);
    },
  );

  it("in Kubernetes' secrets is encrypted with a key of the cluster's stack", () => {
    const find = finder(stacks);
    const clusters = ofType("eks:index:Cluster");
    const keys = clusters.map(({ inputs }) => find(inputs.encryptionConfigKeyArn));
    expect(keys.map((key) => key?.region)).toEqual(clusters.map(({ scope }) => scope));
  });

  it("in the journal's replica is encrypted with a key of the replica's region", () => {
    const find = finder(stacks);
    const replicas = ofType("aws:dynamodb/table:Table").flatMap(({ inputs }) =>
      valuesAt(inputs, "replicas[]"),
    );
    const regions = replicas.map((replica) => [
      valuesAt(replica, "regionName")[0],
      find(valuesAt(replica, "kmsKeyArn")[0])?.region,
    ]);
    expect(regions).toEqual([[topology.journal.replicas[1], topology.journal.replicas[1]]]);
  });

  it.each(switches)("in every %s is kept with %s on", (type, path) => {
    const off = ofType(type).filter(({ inputs }) => {
      const values = valuesAt(inputs, path);
      return values.length === 0 || values.some((value) => String(value) !== "true");
    });
    expect(ofType(type).length > 0).toBe(isOfEngine(topology, type));
    expect(off.map(label)).toEqual([]);
  });

  it("in every bucket is covered by an encryption, an access block and a policy of its own", () => {
    const find = finder(stacks);
    const coverings = [
      "BucketServerSideEncryptionConfiguration",
      "BucketPublicAccessBlock",
      "BucketPolicy",
      "BucketVersioning",
    ];
    const buckets = ofType("aws:s3/bucket:Bucket");
    expect(buckets).toHaveLength(topology.regions.length);
    for (const bucket of buckets) {
      const own = resources.filter(({ inputs }) => find(inputs.bucket)?.urn === bucket.urn);
      const kinds = own
        .filter(({ scope }) => scope === bucket.scope)
        .map(({ type }) => type.split(":").at(-1));
      expect(kinds).toEqual(expect.arrayContaining(coverings));
    }
  });

  it("is known: every type either takes a key or holds nothing", () => {
    const listed = [...encrypted.map(([type]) => type), "aws:s3/bucket:Bucket"];
    const unknown = new Set(
      resources
        .map(({ type }) => type)
        .filter((type) => type.startsWith("aws:"))
        .filter((type) => !listed.includes(type) && !holdNothing.test(type)),
    );
    expect([...unknown]).toEqual([]);
  });

  it("as a password is nowhere in plain text, nor in an input that the state keeps", () => {
    const passwords = resources.flatMap((resource) =>
      textsIn(resource.inputs)
        .filter(({ text }) => text.includes("password-of-"))
        .map((text) => ({ ...text, resource: label(resource) })),
    );
    expect(passwords.length).toBeGreaterThan(4);
    expect(passwords.filter(({ secret }) => !secret)).toEqual([]);
    expect(passwords.filter(({ path }) => !path.endsWith("Wo"))).toEqual([]);
  });

  it("as the database's password goes to the founding region's alone, and RDS manages none", () => {
    const given = resources.filter(
      ({ type, inputs }) =>
        type.startsWith("aws:rds/") && ("masterPasswordWo" in inputs || "passwordWo" in inputs),
    );
    expect(given.map(({ scope }) => scope)).toEqual([topology.foundingRegion]);
    const managed = resources.filter(({ inputs }) =>
      ["manageMasterUserPassword", "masterPassword", "password", "secretString", "authToken"].some(
        (name) => name in inputs,
      ),
    );
    expect(managed.map(label)).toEqual([]);
  });
});
