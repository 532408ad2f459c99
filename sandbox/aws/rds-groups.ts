// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "../provider/resource-type";
import { text, texts } from "../provider/values";
import { arn } from "./arn";
import { clusterInstanceToken, clusterToken } from "./rds-cluster-rules";
import { rdsApi, rdsSource } from "./rds-rules";
import { stillUsed } from "./rules";

const managedByPulumi = "Managed by Pulumi";

/** What databases share: subnets and settings. */
export const rdsGroups: readonly ResourceType[] = [
  {
    token: "aws:rds/subnetGroup:SubnetGroup",
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
      stillUsed(
        {
          code: "InvalidDBSubnetGroupStateFault",
          property: "name",
          source: `${rdsApi}/API_DeleteDBSubnetGroup.html`,
        },
        [
          [clusterToken, "dbSubnetGroupName"],
          [clusterInstanceToken, "dbSubnetGroupName"],
        ],
      ),
    ],
  },
  parameterGroup("aws:rds/clusterParameterGroup:ClusterParameterGroup", "cluster-pg", {
    file: "cluster_parameter_group.go",
    action: "DeleteDBClusterParameterGroup",
    holder: [clusterToken, "dbClusterParameterGroupName"],
  }),
  parameterGroup("aws:rds/parameterGroup:ParameterGroup", "pg", {
    file: "parameter_group.go",
    action: "DeleteDBParameterGroup",
    holder: [clusterInstanceToken, "dbParameterGroupName"],
  }),
];

interface ParameterGroupFacts {
  readonly file: string;
  readonly action: string;
  readonly holder: readonly [token: string, property: string];
}

function parameterGroup(
  token: string,
  kind: string,
  { file, action, holder }: ParameterGroupFacts,
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
      stillUsed(
        {
          code: "InvalidDBParameterGroupState",
          property: "name",
          source: `${rdsApi}/API_${action}.html`,
        },
        [holder],
      ),
    ],
  };
}
