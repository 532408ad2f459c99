// SPDX-License-Identifier: Apache-2.0
import type { Kind } from "./mistakes";

/** A mistake that AWS takes without a word, by its documentation. */
export interface Acceptance {
  readonly kinds: readonly Kind[];
  /** Types and properties, as `ec2/vpc:Vpc cidrBlock`. */
  readonly where: RegExp;
  /** The wrong values that AWS takes there. @default - every one */
  readonly values?: (value: unknown) => boolean;
  /**
   * `harmless`: nothing works differently. `policies`: the platform would be wrong, and only its
   * policies and its graph tests can see it, since AWS can't know what was meant.
   */
  readonly effect: "harmless" | "policies";
  readonly why: string;
  readonly source: string;
}

const references: readonly Kind[] = ["wrong id", "swapped reference", "wrong region"];
const docs = "https://docs.aws.amazon.com";
const alarms = `${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`;

const isRange = (value: unknown): boolean =>
  typeof value === "string" && /^(\d+\.){3}\d+\/([12]?\d|3[0-2])$/.test(value);
const isPositive = (value: unknown): boolean => typeof value === "number" && value > 0;

const harmless: readonly Omit<Acceptance, "effect">[] = [
  {
    kinds: ["wrong region"],
    where: / (alarmDescription|comment|description)$/,
    why: "free text",
    source: alarms,
  },
  {
    kinds: ["wrong number"],
    where: / (authTokenWoVersion|masterPasswordWoVersion|passwordWoVersion|secretStringWoVersion)$/,
    why: "a counter of the program's own: another number sends the value again",
    source:
      "https://developer.hashicorp.com/terraform/plugin/framework/resources/write-only-arguments",
  },
  {
    kinds: ["wrong number"],
    where: /^servicequotas\/serviceQuota:ServiceQuota value$/,
    values: isPositive,
    why: "more is asked for than is needed",
    source: `${docs}/servicequotas/latest/userguide/request-quota-increase.html`,
  },
];

const leftToPolicies: readonly Omit<Acceptance, "effect">[] = [
  {
    kinds: ["wrong region"],
    where:
      / (name|dashboardName|clusterIdentifier|identifier|finalSnapshotIdentifier|replicationGroupId)$/,
    why: "a resource may have any name",
    source: `${docs}/AmazonRDS/latest/AuroraUserGuide/Aurora.CreateInstance.html`,
  },
  {
    kinds: references,
    where: /^route53\/(record:Record|zone:Zone) name$|^route53\/healthCheck:HealthCheck fqdn$/,
    why: "a name in DNS may be any, also one that leads nowhere",
    source: `${docs}/Route53/latest/DeveloperGuide/DomainNameFormat.html`,
  },
  {
    kinds: references,
    where: /^acm\/certificate:Certificate (domainName|subjectAlternativeNames\[\])$/,
    why: "a certificate may be asked for any name; its proof then never comes",
    source: `${docs}/acm/latest/APIReference/API_RequestCertificate.html`,
  },
  {
    kinds: references,
    where: /^cloudwatch\/metricAlarm:MetricAlarm ((metricQueries\[\]\.metric\.)?dimensions\.|$)/,
    why: "an alarm may wait for a metric that nobody sends",
    source: alarms,
  },
  {
    kinds: ["wrong number"],
    where: /^cloudwatch\/metricAlarm:MetricAlarm threshold$/,
    why: "any number is a threshold",
    source: alarms,
  },
  {
    kinds: ["wrong id"],
    where: /^cloudwatch\/metricAlarm:MetricAlarm (alarm|ok|insufficientData)Actions\[\]$/,
    why: "an alarm may name a topic that isn't there",
    source: alarms,
  },
  {
    kinds: [...references, "wrong number"],
    where: /^ec2\/launchTemplate:LaunchTemplate (blockDeviceMappings|metadataOptions|$)/,
    why: "a launch template is looked at when it launches something",
    source: `${docs}/AWSEC2/latest/UserGuide/ec2-launch-templates.html`,
  },
  {
    kinds: ["wrong range"],
    where:
      /^(ec2\/route:Route destinationCidrBlock|eks\/cluster:Cluster vpcConfig.publicAccessCidrs\[\]|vpc\/securityGroup\w+:\w+ cidrIpv4)$/,
    values: isRange,
    why: "any range may be let in, or sent another way",
    source: `${docs}/vpc/latest/userguide/security-group-rules.html`,
  },
  {
    kinds: ["wrong range"],
    where: /^ec2\/vpc(:Vpc|Ipv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation) cidrBlock$/,
    values: isRange,
    why: "VPCs that have nothing to do with each other may have the same range",
    source: `${docs}/vpc/latest/userguide/vpc-cidr-blocks.html`,
  },
  {
    kinds: ["wrong region"],
    where: /^ecr\/lifecyclePolicy:LifecyclePolicy $/,
    why: "the other region has a repository of that name too",
    source: `${docs}/AmazonECR/latest/userguide/replication.html`,
  },
  {
    kinds: ["wrong id"],
    where: /^eks\/access(Entry|PolicyAssociation):\w+ principalArn$/,
    why: "an account has roles that no program made",
    source: `${docs}/eks/latest/userguide/creating-access-entries.html`,
  },
  {
    kinds: references,
    where: /^s3\/bucketServerSideEncryptionConfiguration:\w+ (.*kmsMasterKeyId)?$/,
    why: "S3 asks for the key when it writes an object",
    source: `${docs}/AmazonS3/latest/API/API_PutBucketEncryption.html`,
  },
  {
    kinds: ["wrong number"],
    where: /^s3\/bucketLifecycleConfiguration:/,
    values: isPositive,
    why: "objects may be kept for as long as one likes",
    source: `${docs}/AmazonS3/latest/API/API_LifecycleExpiration.html`,
  },
  {
    kinds: references,
    where: /^sns\/topic:Topic (kmsMasterKeyId)?$/,
    why: "SNS asks for the key when a message comes",
    source: `${docs}/sns/latest/api/API_Publish.html`,
  },
  {
    kinds: ["wrong number"],
    where: /^route53\/record:Record ttl$/,
    values: isPositive,
    why: "a record may be cached for years",
    source: `${docs}/Route53/latest/DeveloperGuide/resource-record-sets-values-shared.html`,
  },
];

/** What AWS accepts of all the mistakes; whatever is neither here nor refused is a miss. */
export const acceptances: readonly Acceptance[] = [
  ...harmless.map((one) => ({ ...one, effect: "harmless" as const })),
  ...leftToPolicies.map((one) => ({ ...one, effect: "policies" as const })),
];

/**
 * Arguments that AWS's provider lets a program leave out, and that these resources can't do
 * without: the provider asks for one of several, or AWS for what goes with the others.
 */
export const needed: readonly RegExp[] = [
  /^acm\/certificate:Certificate domainName$/,
  /^cloudwatch\/metricAlarm:MetricAlarm (metricName|namespace|period|statistic|threshold)$/,
  /^cloudwatch\/metricAlarm:MetricAlarm metricQueries\[\]\.(expression|metric)$/,
  /^dynamodb\/table:Table (attributes|hashKey)$/,
  /^ec2\/natGateway:NatGateway (allocationId|subnetId)$/,
  /^ec2\/route:Route (\w+Id|destinationCidrBlock)$/,
  /^ec2\/routeTableAssociation:RouteTableAssociation subnetId$/,
  /^ec2\/(subnet:Subnet|vpc:Vpc|vpcIpv4CidrBlockAssociation:\w+) cidrBlock$/,
  /^ec2\/vpcEndpoint:VpcEndpoint serviceName$/,
  /^ec2\/flowLog:FlowLog (logDestination|vpcId)$/,
  /^eks\/nodeGroup:NodeGroup launchTemplate.id$/,
  /^elasticache\/replicationGroup:ReplicationGroup nodeType$/,
  /^lb\/listener:Listener (defaultActions\[\].targetGroupArn|port|protocol)$/,
  /^lb\/loadBalancer:LoadBalancer subnetMappings$/,
  /^lb\/targetGroup:TargetGroup (port|protocol|vpcId)$/,
  /^rds\/globalCluster:GlobalCluster engine$/,
  /^route53\/healthCheck:HealthCheck (childHealthchecks|cloudwatchAlarmName|cloudwatchAlarmRegion|fqdn)$/,
  /^route53\/record:Record (aliases|records|ttl)$/,
  /^secretsmanager\/secretVersion:SecretVersion secretStringWo$/,
  /^vpc\/securityGroup\w+Rule:\w+ (cidrIpv4|fromPort|referencedSecurityGroupId|toPort)$/,
];
