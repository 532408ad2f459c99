// SPDX-License-Identifier: Apache-2.0
import type { Rule, Self } from "../provider/resource-type";
import { isRecord, list, text, texts, textsWithin, type Properties } from "../provider/values";
import {
  addressType,
  balancerType,
  groupAt,
  groupType,
  mustBeThere,
  otherUsersOfAddress,
  subnetAt,
  subnetType,
} from "./ec2-lookups";
import { mustExist } from "./rules";
import { exactlyOneOf, mustMatch } from "./value-rules";

const api = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const create = `${api}/API_CreateLoadBalancer.html`;
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elbv2";

export function isNetwork(inputs: Properties): boolean {
  return text(inputs, "loadBalancerType") === "network";
}

function isApplication(inputs: Properties): boolean {
  return (text(inputs, "loadBalancerType") ?? "application") === "application";
}

/** Subnets of a load balancer, in whichever of two ways they were given. */
export function subnetsOf(inputs: Properties): string[] {
  const mapped = list(inputs, "subnetMappings")
    .map((mapping) => (isRecord(mapping) ? text(mapping, "subnetId") : undefined))
    .filter((subnet) => subnet !== undefined);
  return mapped.length > 0 ? mapped : texts(inputs, "subnets");
}

/** Names of load balancers and of target groups: 32 letters, digits and hyphens inside. */
export function nameForm(what: string, source: string): Rule {
  return mustMatch(
    { code: "ValidationError", property: "name", source },
    {
      pattern: /^(?!-)[0-9A-Za-z-]{1,32}(?<!-)$/,
      shortest: 0,
      says: (name) =>
        name.length > 32
          ? `"name" cannot be longer than 32 characters: "${name}"`
          : `only alphanumeric characters and hyphens inside are allowed in the "name" of a ${what}: "${name}"`,
    },
  );
}

const reservedName = mustMatch(
  { code: "ValidationError", property: "name", source: `${provider}/validate.go` },
  {
    pattern: /^(?!internal-)/,
    shortest: 0,
    says: (name) => `"name" cannot begin with "internal-": "${name}"`,
  },
);

const nameTaken: Rule = {
  code: "DuplicateLoadBalancerName",
  property: "name",
  stage: "create",
  source: create,
  refuses: ({ inputs, cloud, region }) =>
    cloud.list(balancerType, region).some((other) => other.inputs.name === inputs.name)
      ? `A load balancer with the same name '${String(inputs.name)}' exists, but with different settings`
      : undefined,
};

function subnetsMissing(property: string): Rule {
  return mustExist(
    { code: "SubnetNotFound", property, source: create },
    { to: subnetType, says: (id) => `The subnet ID '${id}' does not exist` },
  );
}

/** The subnets that are there, with their zones and VPCs. */
function placesOf(self: Self): { readonly zone?: string; readonly vpcId?: string }[] {
  return subnetsOf(self.inputs).flatMap((id) => {
    const subnet = subnetAt(self, id);
    if (subnet === undefined) return [];
    return [{ zone: text(subnet.inputs, "availabilityZone"), vpcId: text(subnet.inputs, "vpcId") }];
  });
}

const zoneTwice: Rule = {
  code: "InvalidConfigurationRequest",
  property: "subnets",
  stage: "write",
  source: create,
  refuses: (self) => {
    const zones = placesOf(self).map(({ zone }) => zone);
    const twice = zones.find((zone, index) => zone && zones.indexOf(zone) !== index);
    return (
      twice &&
      `A load balancer cannot be attached to multiple subnets in the same Availability Zone (${twice})`
    );
  },
};

const tooFewZones: Rule = {
  code: "ValidationError",
  property: "subnets",
  stage: "write",
  source: create,
  refuses: (self) => {
    const places = placesOf(self);
    const zones = new Set(places.map(({ zone }) => zone));
    return isApplication(self.inputs) && places.length > 0 && zones.size < 2
      ? "At least two subnets in two different Availability Zones must be specified"
      : undefined;
  },
};

const subnetsOfTwoVpcs: Rule = {
  code: "InvalidConfigurationRequest",
  property: "subnets",
  stage: "write",
  source: create,
  refuses: (self) => {
    const vpcs = new Set(placesOf(self).map(({ vpcId }) => vpcId));
    return vpcs.size > 1
      ? `All subnets must belong to the same VPC, not to ${[...vpcs].join(", ")}`
      : undefined;
  },
};

const groupOfAnotherVpc: Rule = {
  code: "InvalidConfigurationRequest",
  property: "securityGroups",
  stage: "write",
  source: create,
  refuses: (self) => {
    const [place] = placesOf(self);
    const elsewhere = texts(self.inputs, "securityGroups").find((id) => {
      const vpcId = groupAt(self, id)?.vpcId;
      return place?.vpcId !== undefined && vpcId !== undefined && vpcId !== place.vpcId;
    });
    return elsewhere && `Security group "${elsewhere}" does not belong to VPC "${place?.vpcId}"`;
  },
};

const addressTaken: Rule = {
  code: "ResourceInUse",
  property: "subnetMappings.allocationId",
  stage: "create",
  source: create,
  refuses: (self) => {
    const taken = textsWithin(self.inputs, "subnetMappings.allocationId").find(
      (id) => otherUsersOfAddress(self, id).length > 0,
    );
    return taken && `The allocation IDs are not available for use: ${taken}`;
  },
};

/**
 * Log delivery writes a test file when access logs are switched on.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
 */
const logsDenied: Rule = {
  code: "InvalidConfigurationRequest",
  property: "accessLogs.bucket",
  stage: "write",
  source: `${api}/API_ModifyLoadBalancerAttributes.html`,
  refuses: ({ inputs, cloud, region }) => {
    const { accessLogs } = inputs;
    const bucket = text(inputs, "accessLogs.bucket");
    if (bucket === undefined || !isRecord(accessLogs) || accessLogs.enabled !== true) {
      return undefined;
    }
    const policy = cloud.find("aws:s3/bucketPolicy:BucketPolicy", bucket, region);
    const letIn = text(policy?.inputs ?? {}, "policy") ?? "";
    const sender = isNetwork(inputs) ? /delivery\.logs\.amazonaws\.com|"\*"/ : /./;
    return sender.test(letIn)
      ? undefined
      : `Access Denied for bucket: ${bucket}. Please check S3bucket permission`;
  },
};

const deletionProtected: Rule = {
  code: "OperationNotPermitted",
  property: "enableDeletionProtection",
  stage: "delete",
  source: `${api}/API_DeleteLoadBalancer.html`,
  refuses: ({ id, inputs }) =>
    inputs.enableDeletionProtection === true
      ? `Load balancer '${id}' cannot be deleted because deletion protection is enabled`
      : undefined,
};

/** What is wrong with a load balancer. */
export const balancerRules: readonly Rule[] = [
  nameForm("load balancer", `${provider}/validate.go`),
  reservedName,
  exactlyOneOf(
    { code: "ValidationError", property: "subnets", source: `${provider}/load_balancer.go` },
    ["subnetMappings", "subnets"],
  ),
  nameTaken,
  subnetsMissing("subnets"),
  subnetsMissing("subnetMappings.subnetId"),
  zoneTwice,
  tooFewZones,
  subnetsOfTwoVpcs,
  mustBeThere(
    { code: "InvalidSecurityGroup", property: "securityGroups", source: create },
    { token: groupType, at: groupAt, called: "security group" },
  ),
  groupOfAnotherVpc,
  mustExist(
    { code: "AllocationIdNotFound", property: "subnetMappings.allocationId", source: create },
    { to: addressType, says: (id) => `The specified allocation ID '${id}' does not exist` },
  ),
  addressTaken,
  logsDenied,
  deletionProtected,
];
