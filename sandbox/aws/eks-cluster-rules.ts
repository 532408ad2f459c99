// SPDX-License-Identifier: Apache-2.0
import { overlaps, type Cidr } from "../../components/network/cidr";
import type { Rule } from "../provider/resource-type";
import { at, text, texts, type Properties } from "../provider/values";
import { groupAt, rangeOf, rangesOfVpc } from "./ec2-lookups";
import {
  eksApi,
  invalid,
  nodeGroupToken,
  roleMustExist,
  roleMustTrust,
  subnetsAt,
  subnetsMustExist,
  vpcsOf,
} from "./eks-places";
import { minorOf, supportedVersions } from "./eks-versions";
import { keyMustExist } from "./kms-rules";
import { zoneId } from "./regions";
import { isUnchanged } from "./rules";
import { mustBeOneOf, mustMatch } from "./value-rules";

const createCluster = `${eksApi}/API_CreateCluster.html`;
const updateVersion = `${eksApi}/API_UpdateClusterVersion.html`;
const vpcConfig = `${eksApi}/API_VpcConfigRequest.html`;
const networkConfig = `${eksApi}/API_KubernetesNetworkConfigRequest.html`;
const networkRequirements = "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html";
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/eks/cluster.go";
const subnets = "vpcConfig.subnetIds";

const deletionProtected: Rule = {
  code: "InvalidRequestException",
  property: "deletionProtection",
  stage: "delete",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
  refuses: ({ id, old }) =>
    old.deletionProtection === true
      ? `cluster ${id} has deletion protection enabled; disable it and try again`
      : undefined,
};

const nodeGroupsAttached: Rule = {
  code: "ResourceInUseException",
  property: "name",
  stage: "delete",
  source: `${eksApi}/API_DeleteCluster.html`,
  refuses: ({ id, region, cloud }) =>
    cloud.list(nodeGroupToken, region).some((group) => group.inputs.clusterName === id)
      ? "Cluster has nodegroups attached"
      : undefined,
};

const versionUnsupported: Rule = {
  ...invalid(
    "version",
    "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
  ),
  stage: "create",
  refuses: ({ inputs }) => {
    const version = text(inputs, "version");
    return version === undefined || supportedVersions.some((known) => known === version)
      ? undefined
      : `unsupported Kubernetes version ${version}`;
  },
};

/** One minor version at a time: up, and within a week back again, which the sandbox doesn't time. */
const versionStep: Rule = {
  ...invalid("version", updateVersion),
  stage: "update",
  refuses: ({ inputs, old }) => {
    const [before, after] = [text(old, "version"), text(inputs, "version")];
    if (before === undefined || after === undefined || before === after) return undefined;
    const known = supportedVersions.some((version) => version === after);
    const step = Math.abs((minorOf(after) ?? NaN) - (minorOf(before) ?? NaN));
    return known && step <= 1
      ? undefined
      : `Unsupported Kubernetes minor version update from ${before} to ${after}`;
  },
};

const singleZone: Rule = {
  ...invalid(subnets, networkRequirements),
  stage: "write",
  refuses: (self) => {
    if (isUnchanged(self, subnets)) return undefined;
    const zones = subnetsAt(self, subnets).map((subnet) => subnet.availabilityZone);
    return new Set(zones).size < 2
      ? "Subnets specified must be in at least two different AZs"
      : undefined;
  },
};

/** Zones, by the ids that are the same in all accounts, in which EKS puts no control plane. */
const unusableZones = ["use1-az3", "usw1-az2", "cac1-az3"];

const unusableZone: Rule = {
  code: "UnsupportedAvailabilityZoneException",
  property: subnets,
  stage: "write",
  source: networkRequirements,
  refuses: (self) => {
    const zones = subnetsAt(self, subnets).map((subnet) => text(subnet, "availabilityZone") ?? "");
    const zone = zones.find((name) => unusableZones.includes(zoneId(name)));
    return (
      zone &&
      `Cannot create cluster '${self.id}' because ${zone}, the targeted availability zone, does not currently have sufficient capacity to support the cluster.`
    );
  },
};

const subnetsOfTwoVpcs: Rule = {
  ...invalid(subnets, networkRequirements),
  stage: "write",
  refuses: (self) =>
    vpcsOf(subnetsAt(self, subnets)).length > 1
      ? "Subnets specified must all be in the same VPC"
      : undefined,
};

const groupOfAnotherVpc: Rule = {
  ...invalid("vpcConfig.securityGroupIds", vpcConfig),
  stage: "write",
  refuses: (self) => {
    const [vpc] = vpcsOf(subnetsAt(self, subnets));
    const groups = texts(self.inputs, "vpcConfig.securityGroupIds");
    const wrong = groups.find((id) => groupAt(self, id)?.vpcId !== vpc);
    return wrong && `Security group(s) [${wrong}] are not in the same VPC as the subnets.`;
  },
};

const noEndpoint: Rule = {
  ...invalid("vpcConfig.endpointPrivateAccess", vpcConfig),
  stage: "write",
  refuses: ({ inputs }) =>
    at(inputs, "vpcConfig.endpointPublicAccess") === false &&
    at(inputs, "vpcConfig.endpointPrivateAccess") !== true
      ? "Private and public endpoint access cannot be false"
      : undefined,
};

const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].flatMap(
  (block) => rangeOf(block) ?? [],
);

/** What is no range, or one that nobody has on the internet. */
const privateAccessRange: Rule = {
  ...invalid(
    "vpcConfig.publicAccessCidrs",
    "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  ),
  stage: "write",
  refuses: ({ inputs }) => {
    const wrong = texts(inputs, "vpcConfig.publicAccessCidrs").find((range) => {
      const one = rangeOf(range);
      return one === undefined || isPrivate(one);
    });
    return wrong && `The following CIDRs are not allowed in publicAccessCidrs: [${wrong}]`;
  },
};

const longestServicePrefix = 24;
const shortestServicePrefix = 12;

const serviceRange: Rule = {
  ...invalid("kubernetesNetworkConfig.serviceIpv4Cidr", networkConfig),
  stage: "check",
  refuses: ({ inputs }) => {
    const range = serviceRangeOf(inputs);
    if (range === undefined) return undefined;
    const cidr = rangeOf(range);
    const sized =
      cidr !== undefined &&
      cidr.prefix >= shortestServicePrefix &&
      cidr.prefix <= longestServicePrefix;
    return sized && isPrivate(cidr)
      ? undefined
      : `service_ipv4_cidr must be a /${shortestServicePrefix} to /${longestServicePrefix} within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got ${range}`;
  },
};

const serviceRangeInVpc: Rule = {
  ...invalid("kubernetesNetworkConfig.serviceIpv4Cidr", networkConfig),
  stage: "create",
  refuses: (self) => {
    const service = rangeOf(serviceRangeOf(self.inputs));
    const [vpc = ""] = vpcsOf(subnetsAt(self, subnets));
    return service !== undefined && rangesOfVpc(self, vpc).some((range) => overlaps(range, service))
      ? `The specified service IPv4 CIDR ${serviceRangeOf(self.inputs)} overlaps with a CIDR of the VPC`
      : undefined;
  },
};

function serviceRangeOf(inputs: Properties): string | undefined {
  return text(inputs, "kubernetesNetworkConfig.serviceIpv4Cidr");
}

function isPrivate(range: Cidr | undefined): boolean {
  return (
    range !== undefined &&
    privateBlocks.some((block) => range.prefix >= block.prefix && overlaps(range, block))
  );
}

/** Access entries, once on, stay. */
const modes = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];

const modeBackwards: Rule = {
  ...invalid("accessConfig.authenticationMode", `${eksApi}/API_UpdateAccessConfigRequest.html`),
  stage: "update",
  refuses: ({ inputs, old }) => {
    const before = text(old, "accessConfig.authenticationMode") ?? "";
    const after = text(inputs, "accessConfig.authenticationMode") ?? before;
    return modes.indexOf(after) >= modes.indexOf(before)
      ? undefined
      : `Unsupported authentication mode update from ${before} to ${after}`;
  },
};

/** What EKS refuses of a cluster, apart from names that are taken. */
export const clusterRules: readonly Rule[] = [
  mustMatch(invalid("name", createCluster), { pattern: /^[0-9A-Za-z][\w-]*$/, longest: 100 }),
  mustBeOneOf(invalid("accessConfig.authenticationMode", provider), modes),
  mustBeOneOf(invalid("enabledClusterLogTypes", provider), [
    "api",
    "audit",
    "authenticator",
    "controllerManager",
    "scheduler",
  ]),
  serviceRange,
  versionUnsupported,
  versionStep,
  subnetsMustExist(invalid(subnets, createCluster)),
  singleZone,
  unusableZone,
  subnetsOfTwoVpcs,
  groupOfAnotherVpc,
  noEndpoint,
  privateAccessRange,
  serviceRangeInVpc,
  roleMustExist(invalid("roleArn", createCluster), (role) => `roleArn, ${role}, does not exist`),
  roleMustTrust(
    invalid("roleArn", provider),
    "eks.amazonaws.com",
    ["sts:AssumeRole"],
    () => "Role could not be assumed because the trusted entity is not correct",
  ),
  keyMustExist(
    invalid("encryptionConfig.provider.keyArn", `${eksApi}/API_Provider.html`),
    (key) => `The keyArn in encryptionConfig provider is not valid: Key '${key}' does not exist`,
  ),
  modeBackwards,
  deletionProtected,
  nodeGroupsAttached,
];
