// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text, texts } from "../provider/values";
import { arn } from "./arn";
import { clusterInstanceToken, clusterToken } from "./rds-cluster-rules";
import { instanceToken } from "./rds-replication";
import { rdsApi, rdsSource, subnetGroupToken } from "./rds-rules";
import { alreadyThere, mustExist, stillUsed, type Holder } from "./rules";

const managedByPulumi = "Managed by Pulumi";
const createSubnetGroup = `${rdsApi}/API_CreateDBSubnetGroup.html`;
const subnetToken = "aws:ec2/subnet:Subnet";
const fewestZones = 2;

function subnetsOf({ inputs, region, cloud }: Self): CloudObject[] {
  return texts(inputs, "subnetIds").flatMap((id) => cloud.find(subnetToken, id, region) ?? []);
}

function different(subnets: readonly CloudObject[], property: string): Set<unknown> {
  return new Set(subnets.map(({ inputs, computed }) => inputs[property] ?? computed[property]));
}

const subnetsAreThere = mustExist(
  { code: "InvalidSubnet", property: "subnetIds", source: createSubnetGroup },
  { to: subnetToken, says: (id) => `The requested subnet ${id} is invalid.` },
);

const subnetsOfOneVpc: Rule = {
  code: "InvalidSubnet",
  property: "subnetIds",
  stage: "write",
  source: createSubnetGroup,
  refuses: (self) =>
    different(subnetsOf(self), "vpcId").size > 1
      ? "The requested subnets are not all in a common VPC."
      : undefined,
};

const fewerThanTwoZones: Rule = {
  code: "DBSubnetGroupDoesNotCoverEnoughAZs",
  property: "subnetIds",
  stage: "write",
  source: createSubnetGroup,
  refuses: (self) => {
    const subnets = subnetsOf(self);
    return subnets.length > 0 && different(subnets, "availabilityZone").size < fewestZones
      ? "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: 1. Add subnets to cover at least 2 AZs."
      : undefined;
  },
};

/** What databases share: subnets and settings. */
export const rdsGroups: readonly ResourceType[] = [
  {
    token: subnetGroupToken,
    source: `${rdsSource}/subnet_group.go`,
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: {
      property: "name",
      maximumLength: 255,
    },
    replaceOn: ["name", "namePrefix"],
    defaults: { description: managedByPulumi, supportedNetworkTypes: ["IPV4"] },
    outputs: (self) => {
      const [subnetId = ""] = texts(self.inputs, "subnetIds");
      const subnet = self.cloud.find("aws:ec2/subnet:Subnet", subnetId);
      return {
        arn: arn(self, "rds", `subgrp:${self.id}`),
        vpcId: text(subnet?.inputs ?? {}, "vpcId") ?? "",
      };
    },
    rules: [
      alreadyThere(subnetGroupToken, "regional", {
        code: "DBSubnetGroupAlreadyExists",
        property: "name",
        source: createSubnetGroup,
      }),
      subnetsAreThere,
      subnetsOfOneVpc,
      fewerThanTwoZones,
      stillUsed(
        {
          code: "InvalidDBSubnetGroupStateFault",
          property: "name",
          source: `${rdsApi}/API_DeleteDBSubnetGroup.html`,
        },
        [
          [clusterToken, "dbSubnetGroupName"],
          [clusterInstanceToken, "dbSubnetGroupName"],
          [instanceToken, "dbSubnetGroupName"],
        ],
      ),
    ],
  },
  parameterGroup("aws:rds/clusterParameterGroup:ClusterParameterGroup", "cluster-pg", {
    file: "cluster_parameter_group.go",
    action: "DBClusterParameterGroup",
    holders: [[clusterToken, "dbClusterParameterGroupName"]],
    families: /^aurora-postgresql1[1-8]$|^aurora-mysql(5\.7|8\.0)$|^(postgres1[1-8]|mysql8\.[04])$/,
  }),
  parameterGroup("aws:rds/parameterGroup:ParameterGroup", "pg", {
    file: "parameter_group.go",
    action: "DBParameterGroup",
    holders: [
      [clusterInstanceToken, "dbParameterGroupName"],
      [instanceToken, "parameterGroupName"],
    ],
    families:
      /^(aurora-)?postgres(ql)?1[1-8]$|^(aurora-)?mysql(5\.7|8\.[04])$|^(mariadb|oracle|sqlserver|custom|db2)-?.+$/,
  }),
];

interface ParameterGroupFacts {
  readonly file: string;
  /** AWS's noun, in the names of the API's actions. */
  readonly action: string;
  readonly holders: readonly Holder[];
  /** Families that AWS has. */
  readonly families: RegExp;
}

function parameterGroup(
  token: string,
  kind: string,
  { file, action, holders, families }: ParameterGroupFacts,
): ResourceType {
  return {
    token,
    source: `${rdsSource}/${file}`,
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "namePrefix", "family", "description"],
    defaults: { description: managedByPulumi },
    outputs: (self) => ({ arn: arn(self, "rds", `${kind}:${self.id}`) }),
    rules: [
      alreadyThere(token, "regional", {
        code: "DBParameterGroupAlreadyExists",
        property: "name",
        source: `${rdsApi}/API_Create${action}.html`,
      }),
      {
        code: "InvalidParameterValue",
        property: "family",
        stage: "create",
        source: `${rdsApi}/API_Create${action}.html`,
        refuses: ({ inputs }) => {
          const family = text(inputs, "family");
          return family === undefined || families.test(family)
            ? undefined
            : `ParameterGroupFamily ${family} is not a valid parameter group family`;
        },
      },
      stillUsed(
        {
          code: "InvalidDBParameterGroupState",
          property: "name",
          source: `${rdsApi}/API_Delete${action}.html`,
        },
        holders,
      ),
    ],
  };
}
