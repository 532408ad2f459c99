// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Rule } from "../provider/resource-type";
import { hexDigits, text } from "../provider/values";
import { arn } from "./arn";
import { clusterMissing } from "./eks";
import { creationTime } from "./times";

const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/eks";
const accessEntry = "aws:eks/accessEntry:AccessEntry";

const entryMissing: Rule = {
  code: "ResourceNotFoundException",
  property: "principalArn",
  stage: "create",
  source: "https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateAccessPolicy.html",
  refuses: ({ inputs, region, cloud }) => {
    const principal = text(inputs, "principalArn") ?? "";
    const id = `${text(inputs, "clusterName")}:${principal}`;
    return cloud.find(accessEntry, id, region) === undefined
      ? `The specified principalArn could not be found: ${principal}`
      : undefined;
  },
};

/** Who may use a cluster's API, and which pods may act as which role. */
export const eksAccess: readonly ResourceType[] = [
  {
    token: accessEntry,
    source: `${source}/access_entry.go`,
    id: ({ inputs }) => `${text(inputs, "clusterName")}:${text(inputs, "principalArn")}`,
    replaceOn: ["clusterName", "principalArn", "type"],
    defaults: { kubernetesGroups: [], type: "STANDARD" },
    outputs: (self) => {
      const principal = text(self.inputs, "principalArn") ?? "";
      const cluster = text(self.inputs, "clusterName");
      const [kind, ...path] = principal.split(":").slice(5).join(":").split("/");
      const name = path.at(-1) ?? "";
      const key = hexDigits([self.id], 32);
      return {
        accessEntryArn: arn(
          self,
          "eks",
          `access-entry/${cluster}/${kind}/${self.account}/${name}/${key}`,
        ),
        createdAt: creationTime,
        modifiedAt: creationTime,
        userName: text(self.inputs, "userName") ?? userNameOf(principal, self.account, name),
      };
    },
    rules: [clusterMissing],
  },
  {
    token: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    source: `${source}/access_policy_association.go`,
    id: ({ inputs }) =>
      [inputs.clusterName, inputs.principalArn, inputs.policyArn].map(String).join("#"),
    replaceOn: "every change",
    outputs: () => ({ associatedAt: creationTime, modifiedAt: creationTime }),
    rules: [entryMissing],
  },
  {
    token: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    source: `${source}/pod_identity_association.go`,
    id: ({ unique }) => `a-${unique(17)}`,
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    defaults: { disableSessionTags: false },
    outputs: (self) => ({
      associationArn: arn(
        self,
        "eks",
        `podidentityassociation/${text(self.inputs, "clusterName")}/${self.id}`,
      ),
      associationId: self.id,
      externalId: "",
    }),
    rules: [clusterMissing],
  },
];

/** A role's user name holds the session; a user's is its ARN. */
function userNameOf(principal: string, account: string, name: string): string {
  if (!principal.includes(":role/")) return principal;
  return `arn:aws:sts::${account}:assumed-role/${name}/{{SessionName}}`;
}
