// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

type Values = Readonly<Record<string, unknown>>;
type Computed = (inputs: Values, id: string) => Values;

/** What another stack answers about itself, as the engine's own function does. */
export interface StackRead {
  readonly outputs: Values;
  readonly secretOutputNames: readonly string[];
}

/** What a cloud calls a resource. */
export interface Identity {
  readonly id: string;
  readonly arn: string;
}

/** Services whose resources belong to no region. */
const globalServices = ["globalaccelerator", "iam", "route53"];

/** The id and the ARN of a resource, by what is known of it without a cloud. */
export function identityOf(
  { stack, accountId }: Pick<MockCloudOptions, "stack" | "accountId">,
  { type, name }: { readonly type: string; readonly name: string },
  region = "",
): Identity {
  const [, service = "", kind = ""] = /^[^:]+:([^/:]+)[^:]*:(.+)$/.exec(type) ?? [];
  const id = `${stack}/${kind}/${name}`;
  const place = globalServices.includes(service) ? "" : region;
  return { id, arn: `arn:aws:${service}:${place}:${accountId}:${id}` };
}

/** Values of a stack by which a mocked cloud tells its resources from those of others. */
export interface MockCloudOptions {
  readonly stack: string;
  readonly accountId: string;
  /** Whether computed outputs stay unknown, as at a preview. */
  readonly preview: boolean;
  /** The stacks that are deployed, by full name. */
  readonly deployed: ReadonlyMap<string, StackRead>;
}

/**
 * A cloud for whole stacks: ids and ARNs are unique over all stacks, and ARNs name the region of
 * the resource's provider. So a value found anywhere leads back to the one resource it is of.
 */
export function mockCloud(options: MockCloudOptions): pulumi.runtime.Mocks {
  const regions = new Map<string, string>();
  return {
    newResource({ type, name, inputs, provider = "" }) {
      const given = inputs as Values;
      if (type === "pulumi:providers:aws") regions.set(name, String(given.region));
      if (options.preview) return { id: undefined, state: given };
      const region = regions.get(provider.split("::").at(-2) ?? "");
      const { id, arn } = identityOf(options, { type, name }, region);
      const computed = { arn, name: id, ...computedOutputs[type]?.(given, id) };
      return { id, state: { ...computed, ...given } };
    },
    call({ token, inputs }) {
      const given = inputs as Values;
      if (token === "pulumi:pulumi:readStackOutputs") return readStack(options, given);
      if (token === "aws:route53/getZone:getZone") return adoptedZone(given);
      return given;
    },
  };
}

function readStack({ deployed }: MockCloudOptions, { name }: Values): Record<string, unknown> {
  const found = deployed.get(String(name));
  if (found === undefined) throw serviceError(`unknown stack "${String(name)}"`);
  return { name, ...found };
}

/** The engine's own words, as the SDK reads them off an error of gRPC. */
function serviceError(details: string): Error {
  return Object.assign(new Error(details), { details });
}

function adoptedZone({ name }: Values): Record<string, unknown> {
  const nameServers = ["ns-1.example.net", "ns-2.example.org"];
  return { name, zoneId: `zone-of-${String(name)}`, nameServers, enableAcceleratedRecovery: true };
}

/** What the program itself reads of computed outputs, by type. */
const computedOutputs: Readonly<Record<string, Computed>> = {
  "aws:acm/certificate:Certificate": ({ domainName, subjectAlternativeNames }) => ({
    domainValidationOptions: [domainName, ...(subjectAlternativeNames as string[])].map(
      (domain) => ({
        domainName: domain,
        resourceRecordName: `_proof.${String(domain).replace("*.", "")}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "proof.acm-validations.aws",
      }),
    ),
  }),
  "aws:ec2/eip:Eip": (_, id) => ({ publicIp: `address-of-${id}` }),
  "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
  "aws:ecr/repository:Repository": (_, id) => ({ repositoryUrl: `registry/${id}` }),
  "aws:elasticache/replicationGroup:ReplicationGroup": (_, id) => ({
    primaryEndpointAddress: `primary.${id}`,
    readerEndpointAddress: `reader.${id}`,
  }),
  "aws:globalaccelerator/accelerator:Accelerator": (_, id) => ({
    dnsName: `dns.${id}`,
    hostedZoneId: `zone-of-${id}`,
    ipSets: [{ ipFamily: "IPv4", ipAddresses: [`address-of-${id}`] }],
  }),
  "aws:kms/key:Key": (_, id) => ({ keyId: id }),
  "aws:lb/loadBalancer:LoadBalancer": (_, id) => ({
    dnsName: `dns.${id}`,
    zoneId: `zone-of-${id}`,
    arnSuffix: `net/${id}`,
  }),
  "aws:lb/targetGroup:TargetGroup": (_, id) => ({ arnSuffix: `targetgroup/${id}` }),
  "aws:rds/cluster:Cluster": (_, id) => ({
    endpoint: `writer.${id}`,
    readerEndpoint: `reader.${id}`,
  }),
  "aws:rds/instance:Instance": (_, id) => ({ address: `address-of-${id}` }),
  "aws:route53/record:Record": ({ name }) => ({ fqdn: name }),
  "aws:route53/zone:Zone": (_, id) => ({ zoneId: id, nameServers: ["ns-1.example.net"] }),
  "aws:s3/bucket:Bucket": (_, id) => ({ bucket: id }),
  "eks:index:Cluster": ({ name }, id) => ({
    clusterSecurityGroupId: `group-of-${id}`,
    eksCluster: {
      name,
      arn: `arn:aws:eks:::${id}`,
      endpoint: `https://${id}`,
      certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
    },
  }),
  "eks:index:ManagedNodeGroup": (_, id) => ({ nodeGroup: { nodeGroupName: id } }),
  "random:index/randomPassword:RandomPassword": (_, id) => ({
    result: pulumi.secret(`password-of-${id}`),
  }),
};
