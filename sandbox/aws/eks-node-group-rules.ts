// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { at, text, texts, type Properties } from "../provider/values";
import {
  clusterOf,
  eksApi,
  invalid,
  roleMustExist,
  roleMustTrust,
  subnetsAt,
  subnetsMustExist,
  vpcsOf,
} from "./eks-places";
import { minorOf } from "./eks-versions";
import { isOffered } from "./instance-types";
import { mustExist } from "./rules";
import { mustBeGiven, mustBeOneOf, mustBeWithin, mustMatch } from "./value-rules";

const create = `${eksApi}/API_CreateNodegroup.html`;
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/eks/node_group.go";

const sizesOutOfOrder: Rule = {
  ...invalid("scalingConfig", `${eksApi}/API_NodegroupScalingConfig.html`),
  stage: "write",
  refuses: ({ inputs }) => {
    const [least = 0, wished = 0, most = 0] = ["minSize", "desiredSize", "maxSize"].map((size) =>
      Number(at(inputs, `scalingConfig.${size}`)),
    );
    if (least > wished) {
      return `Minimum capacity ${least} can't be greater than desired size ${wished}`;
    }
    return wished > most
      ? `desired capacity ${wished} can't be greater than max size ${most}`
      : undefined;
  },
};

const typeNotOffered: Rule = {
  ...invalid("instanceTypes", create),
  stage: "create",
  refuses: ({ inputs, region }) => {
    const wrong = texts(inputs, "instanceTypes").filter((type) => !isOffered(type, region));
    return wrong.length === 0
      ? undefined
      : `The following supplied instance types do not exist: [${wrong.join(", ")}]`;
  },
};

const otherArchitecture: Rule = {
  ...invalid("amiType", create),
  stage: "create",
  refuses: ({ inputs }) => {
    const amiType = text(inputs, "amiType") ?? "";
    const arm = amiType.includes("ARM_64");
    // An image of one's own, `CUSTOM`, may be for either.
    if (!arm && !amiType.includes("x86_64")) return undefined;
    const wrong = texts(inputs, "instanceTypes").filter((type) => graviton.test(type) !== arm);
    return wrong.length === 0
      ? undefined
      : `[${wrong.join(", ")}] is not a valid instance type for requested amiType ${amiType}`;
  },
};

/** `g` after the generation: m7g, c8gn, g5g, is4gen. */
const graviton = /^(a1|[a-z]+\d[a-z]*g[a-z]*)\./;

const subnetsOfAnotherVpc: Rule = {
  ...invalid("subnetIds", create),
  stage: "create",
  refuses: (self) => {
    const cluster = clusterOf(self);
    const home = text(cluster?.computed ?? {}, "vpcConfig.vpcId");
    const other = vpcsOf(subnetsAt(self, "subnetIds")).find((vpc) => vpc !== home);
    return other && `Subnets are not in the VPC of the cluster, ${home}, but in ${other}`;
  },
};

const newerThanCluster: Rule = {
  ...invalid("version", create),
  stage: "write",
  refuses: (self) => {
    const own = versionOf(self.inputs);
    const cluster = versionOf({ ...clusterOf(self)?.computed, ...clusterOf(self)?.inputs });
    return own === undefined || cluster === undefined || own <= cluster
      ? undefined
      : `Nodegroup Kubernetes version 1.${own} can't be newer than the cluster's, 1.${cluster}`;
  },
};

function versionOf(inputs: Properties): number | undefined {
  return minorOf(text(inputs, "version") ?? "");
}

/** What EKS refuses of a node group, apart from names that are taken. */
export const nodeGroupRules: readonly Rule[] = [
  mustMatch(invalid("nodeGroupName", provider), { pattern: /^[0-9A-Za-z][\w-]*$/, longest: 63 }),
  mustBeOneOf(invalid("capacityType", provider), ["CAPACITY_BLOCK", "ON_DEMAND", "SPOT"]),
  sizesOutOfOrder,
  ...["minSize", "maxSize", "desiredSize"].map((size) =>
    mustBeWithin(invalid(`scalingConfig.${size}`, provider), {
      least: size === "maxSize" ? 1 : 0,
      most: Infinity,
    }),
  ),
  mustBeGiven(
    invalid(
      "launchTemplate.id",
      "https://docs.aws.amazon.com/eks/latest/APIReference/API_LaunchTemplateSpecification.html",
    ),
    {
      or: ["launchTemplate.name"],
      when: ({ launchTemplate }) => launchTemplate !== undefined,
      says: "You must specify either the launch template ID or the launch template name in the request, but not both.",
    },
  ),
  typeNotOffered,
  otherArchitecture,
  subnetsMustExist(invalid("subnetIds", create)),
  subnetsOfAnotherVpc,
  newerThanCluster,
  roleMustExist(
    invalid("nodeRoleArn", create),
    (role) => `The role with name ${role.split("/").at(-1)} cannot be found.`,
  ),
  roleMustTrust(
    invalid(
      "nodeRoleArn",
      "https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html",
    ),
    "ec2.amazonaws.com",
    ["sts:AssumeRole"],
    (role) =>
      `Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole ${role}`,
  ),
  mustExist(
    {
      code: "InvalidRequestException",
      property: "launchTemplate.id",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
    },
    {
      to: "aws:ec2/launchTemplate:LaunchTemplate",
      says: (id) =>
        `You must use a valid fully-formed launch template. The specified launch template, with template ID ${id}, does not exist.`,
    },
  ),
];
