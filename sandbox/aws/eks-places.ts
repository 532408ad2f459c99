// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { text, texts, type Properties } from "../provider/values";
import { trusts } from "./policy-documents";
import { isUnchanged, mustExist, type Wording } from "./rules";

export const eksApi = "https://docs.aws.amazon.com/eks/latest/APIReference";
export const clusterToken = "aws:eks/cluster:Cluster";
export const nodeGroupToken = "aws:eks/nodeGroup:NodeGroup";
const roleToken = "aws:iam/role:Role";
const subnetToken = "aws:ec2/subnet:Subnet";

/** AWS's words for a parameter that EKS doesn't take. */
export function invalid(property: string, source: string): Wording {
  return { code: "InvalidParameterException", property, source };
}

/** The cluster that a resource belongs to. */
export function clusterOf({ inputs, region, cloud }: Self): CloudObject | undefined {
  return cloud.find(clusterToken, text(inputs, "clusterName") ?? "", region);
}

/** Subnets of the resource's region that a property names. */
export function subnetsAt({ inputs, cloud, region }: Self, property: string): Properties[] {
  return texts(inputs, property)
    .map((id) => cloud.find(subnetToken, id, region)?.inputs)
    .filter((subnet) => subnet !== undefined);
}

export function vpcsOf(subnets: readonly Properties[]): string[] {
  return [...new Set(subnets.map((subnet) => text(subnet, "vpcId") ?? ""))];
}

/** Refuses subnets that aren't in the region. */
export function subnetsMustExist(wording: Wording): Rule {
  return mustExist(wording, {
    to: subnetToken,
    says: (id) => `The subnet ID '${id}' does not exist`,
  });
}

/** Refuses a role that isn't in the account. */
export function roleMustExist(wording: Wording, says: (role: string) => string): Rule {
  return mustExist(wording, { to: roleToken, by: ["arn"], says });
}

/** Refuses a role that the service may not assume. Roles of other accounts pass. */
export function roleMustTrust(
  wording: Wording,
  service: string,
  actions: readonly string[],
  says: (role: string) => string,
): Rule {
  return {
    ...wording,
    stage: "write",
    refuses: (self) => {
      const { inputs, cloud } = self;
      if (isUnchanged(self, wording.property)) return undefined;
      const named = text(inputs, wording.property) ?? "";
      const role = cloud.list(roleToken, "global").find(({ computed }) => computed.arn === named);
      const trust = text(role?.inputs ?? {}, "assumeRolePolicy");
      return trust === undefined || trusts(trust, service, actions) ? undefined : says(named);
    },
  };
}
