// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../../sandbox/aws";
import { quotaValue } from "../../../sandbox/aws/service-quotas";
import { account, type Made, StandIn } from "../../support/stand-in";
import { makeNetwork } from "./network.fixture";

let aws: StandIn;
let abroad: StandIn;
beforeEach(() => {
  aws = new StandIn(awsProvider);
  abroad = aws.in("eu-west-1");
});
afterEach(() => aws.dispose());

describe("certificate", () => {
  const make = (stand: StandIn): Promise<Made> =>
    stand.make("aws:acm/certificate:Certificate", "edge", {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com", "pay.example.com"],
      validationMethod: "DNS",
    });

  const options = ({ state }: Made): Record<string, string>[] =>
    state.domainValidationOptions as Record<string, string>[];

  const withoutName = (option?: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(option ?? {}).filter(([key]) => key !== "domainName"));

  /** Puts the records that ACM asks for into a zone. */
  const prove = async (certificate: Made): Promise<void> => {
    const zone = await aws.make("aws:route53/zone:Zone", "zone", { name: "example.com" });
    const records = new Map(options(certificate).map((one) => [one.resourceRecordName, one]));
    for (const [name = "", proof] of records) {
      await aws.make("aws:route53/record:Record", name, {
        zoneId: zone.object.id,
        name,
        type: proof.resourceRecordType,
        ttl: 300,
        records: [proof.resourceRecordValue],
      });
    }
  };

  it("asks for the same proof of a name in every region", async () => {
    const [here, there] = [await make(aws), await make(abroad)];
    expect(options(here)).toEqual(options(there));
    expect(there.object.id).toMatch(
      /^arn:aws:acm:eu-west-1:111122223333:certificate\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it("asks for one proof of a name and its wildcard, and another of another name", async () => {
    const byName = new Map(options(await make(aws)).map((option) => [option.domainName, option]));
    expect([...byName.keys()].sort()).toEqual(["*.example.com", "example.com", "pay.example.com"]);
    const apex = withoutName(byName.get("example.com"));
    expect(withoutName(byName.get("*.example.com"))).toEqual(apex);
    expect(withoutName(byName.get("pay.example.com"))).not.toEqual(apex);
    expect(apex).toEqual({
      resourceRecordName: expect.stringMatching(/^_[0-9a-f]{32}\.example\.com\.$/) as string,
      resourceRecordType: "CNAME",
      resourceRecordValue: expect.stringMatching(
        /^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/,
      ) as string,
    });
  });

  it("is not deleted while a listener shows it", async () => {
    const certificate = await make(aws);
    await prove(certificate);
    const { subnetIds, vpcId } = await makeNetwork(aws);
    const group = await aws.make("aws:lb/targetGroup:TargetGroup", "pods", {
      vpcId,
      port: 8443,
      protocol: "TCP",
      targetType: "ip",
    });
    const balancer = await aws.make("aws:lb/loadBalancer:LoadBalancer", "edge", {
      loadBalancerType: "network",
      subnets: subnetIds,
    });
    const listener = await aws.make("aws:lb/listener:Listener", "tls", {
      loadBalancerArn: balancer.object.id,
      port: 443,
      protocol: "TLS",
      certificateArn: certificate.object.id,
      defaultActions: [{ type: "forward", targetGroupArn: group.object.id }],
    });
    await expect(aws.delete(certificate)).rejects.toThrow("ResourceInUseException");
    await aws.delete(listener);
    await aws.delete(certificate);
  });
});

describe("bucket", () => {
  it("gets a name in lower case and the endpoints of its region", async () => {
    const { object, state } = await abroad.make("aws:s3/bucket:Bucket", "Logs", {});
    expect(object.id).toMatch(/^logs-[0-9a-f]{7}$/);
    expect(state).toMatchObject({
      arn: `arn:aws:s3:::${object.id}`,
      bucketRegionalDomainName: `${object.id}.s3.eu-west-1.amazonaws.com`,
      hostedZoneId: "Z1BKCTXD74EZPE",
    });
  });

  it("has a name that no other region may use again", async () => {
    await aws.make("aws:s3/bucket:Bucket", "one", { bucket: "logs" });
    const again = abroad.make("aws:s3/bucket:Bucket", "two", { bucket: "logs" });
    await expect(again).rejects.toThrow("BucketAlreadyOwnedByYou");
  });

  it("keeps its configuration under its own name", async () => {
    const part = "aws:s3/bucketVersioning:BucketVersioning";
    await aws.make("aws:s3/bucket:Bucket", "logs", { bucket: "logs" });
    const versioning = await aws.make(part, "logs", {
      bucket: "logs",
      versioningConfiguration: { status: "Enabled" },
    });
    expect(versioning.object.id).toBe("logs");
    const suspended = { versioningConfiguration: { status: "Suspended" } };
    expect(aws.diff(versioning, suspended)).toMatchObject({ replaces: [] });
    expect(aws.diff(versioning, { bucket: "other" }).replaces).toEqual(["bucket"]);
  });
});

describe("names that two regions share", () => {
  it("are two log groups, and a change here leaves the one there as it is", async () => {
    const make = (stand: StandIn): Promise<Made> =>
      stand.make("aws:cloudwatch/logGroup:LogGroup", "flow", { name: "/flow" });
    const [here, there] = [await make(aws), await make(abroad)];
    await aws.change(here, { retentionInDays: 30 });
    expect(abroad.read(there)?.inputs).toEqual({ name: "/flow" });
    await aws.delete(here);
    expect(abroad.read(there)).toBeDefined();
    expect(aws.read(here)).toBeUndefined();
    await expect(make(abroad)).rejects.toThrow("ResourceAlreadyExistsException");
  });

  it("are one dashboard, as dashboards belong to the account", async () => {
    const make = (stand: StandIn): Promise<Made> =>
      stand.make("aws:cloudwatch/dashboard:Dashboard", "d", {
        dashboardName: "payments",
        dashboardBody: "{}",
      });
    await make(aws);
    const { state } = await make(abroad);
    expect(aws.cloud.all()).toHaveLength(1);
    expect(state.dashboardArn).toBe(`arn:aws:cloudwatch::${account}:dashboard/payments`);
  });

  it("are two alarms, each with its region's ARN", async () => {
    const { state } = await abroad.make("aws:cloudwatch/metricAlarm:MetricAlarm", "lag", {
      name: "lag",
      metricName: "ReplicaLag",
      namespace: "AWS/RDS",
      statistic: "Maximum",
      period: 60,
      threshold: 1000,
    });
    expect(state.arn).toBe(`arn:aws:cloudwatch:eu-west-1:${account}:alarm:lag`);
  });
});

describe("topic", () => {
  it("waits for an HTTPS endpoint to confirm", async () => {
    const topic = await aws.make("aws:sns/topic:Topic", "pages", {});
    expect(topic.object.id).toMatch(/^arn:aws:sns:us-east-1:111122223333:pages-[0-9a-f]{7}$/);
    const subscribe = (protocol: string, endpoint: string): Promise<Made> =>
      aws.make("aws:sns/topicSubscription:TopicSubscription", protocol, {
        topic: topic.object.id,
        protocol,
        endpoint,
      });
    const paged = await subscribe("https", "https://pager.example/");
    const queued = await subscribe("sqs", `arn:aws:sqs:us-east-1:${account}:pages`);
    expect(paged.object.id.startsWith(`${topic.object.id}:`)).toBe(true);
    expect(paged.state.pendingConfirmation).toBe(true);
    expect(queued.state.pendingConfirmation).toBe(false);
  });
});

describe("service quota", () => {
  const addresses = "ec2/L-0263D0A3";
  const request = (value: number, stand = aws): Promise<Made> =>
    stand.make("aws:servicequotas/serviceQuota:ServiceQuota", "addresses", {
      serviceCode: "ec2",
      quotaCode: "L-0263D0A3",
      value,
    });

  it("raises the quota of its region only, and deletion doesn't take it back", async () => {
    const { object, state, ...made } = await request(12);
    expect(object.id).toBe(addresses);
    expect(state).toMatchObject({ value: 12, defaultValue: 5, quotaName: "EC2-VPC Elastic IPs" });
    expect(quotaValue(aws.cloud, "us-east-1", addresses)).toBe(12);
    expect(quotaValue(aws.cloud, "eu-west-1", addresses)).toBe(5);
    await aws.delete({ object, state, ...made });
    expect(quotaValue(aws.cloud, "us-east-1", addresses)).toBe(12);
  });

  it("is not lowered", async () => {
    await expect(request(4)).rejects.toThrow("IllegalArgumentException");
    await expect(request(5)).resolves.toBeDefined();
  });
});

describe("functions", () => {
  it("know the account, the region and its zones", () => {
    const call = (name: string, args = {}): unknown =>
      abroad.invoke(`aws:index/${name}:${name}`, args);
    expect(call("getCallerIdentity")).toMatchObject({ accountId: account });
    expect(call("getRegion")).toMatchObject({ region: "eu-west-1" });
    expect(call("getPartition")).toMatchObject({ dnsSuffix: "amazonaws.com" });
    expect(call("getAvailabilityZones")).toMatchObject({
      names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      zoneIds: ["euw1-az1", "euw1-az2", "euw1-az3"],
    });
  });
});
