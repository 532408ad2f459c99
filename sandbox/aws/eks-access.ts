// SPDX-License-Identifier: Apache-2.0
import { stateOf } from "../provider/cloud";
import type { ResourceType, Rule } from "../provider/resource-type";
import { hexDigits, list, text } from "../provider/values";
import { arn } from "./arn";
import { clusterMissing } from "./eks";
import { clusterOf, eksApi, invalid, roleMustExist, roleMustTrust } from "./eks-places";
import { alreadyThere } from "./rules";
import { creationTime } from "./times";
import { mustBeOneOf, mustMatch } from "./value-rules";

const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/eks";
const accessEntry = "aws:eks/accessEntry:AccessEntry";
const podIdentity = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

const provider = `${source}/access_entry.go`;
const createEntry = `${eksApi}/API_CreateAccessEntry.html`;
const associate = `${eksApi}/API_AssociateAccessPolicy.html`;
const createPodIdentity = `${eksApi}/API_CreatePodIdentityAssociation.html`;

const entryMissing: Rule = {
  code: "ResourceNotFoundException",
  property: "principalArn",
  stage: "create",
  source: associate,
  refuses: ({ inputs, region, cloud }) => {
    const principal = text(inputs, "principalArn") ?? "";
    const id = `${text(inputs, "clusterName")}:${principal}`;
    return cloud.find(accessEntry, id, region) === undefined
      ? `The specified principalArn could not be found: ${principal}`
      : undefined;
  },
};

/** A cluster whose only access is by its ConfigMap, as one that says nothing, has no entries. */
const noEntriesHere: Rule = {
  code: "InvalidRequestException",
  property: "clusterName",
  stage: "create",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html",
  refuses: (self) => {
    const cluster = clusterOf(self);
    const mode = cluster && text(stateOf(cluster), "accessConfig.authenticationMode");
    return mode === "CONFIG_MAP"
      ? "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation."
      : undefined;
  },
};

/** Users and roles, and not the session that a role's user has. */
const principalForm = mustMatch(invalid("principalArn", createEntry), {
  pattern: /^arn:aws[\w-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/,
  stage: "create",
});

const reservedGroup = mustMatch(invalid("kubernetesGroups", createEntry), {
  pattern: /^(?!system:)/,
  stage: "write",
});

/** IAM has policies of such names too, which aren't meant. */
const policyForm = mustMatch(invalid("policyArn", associate), {
  pattern: /^arn:aws[\w-]*:eks::aws:cluster-access-policy\/\w+$/,
  stage: "create",
});

const scopeAndNamespaces: Rule = {
  ...invalid("accessScope.namespaces", `${eksApi}/API_AccessScope.html`),
  stage: "write",
  refuses: ({ inputs }) => {
    const scope = text(inputs, "accessScope.type");
    const namespaces = list(inputs, "accessScope.namespaces").length;
    if (scope === "cluster" && namespaces > 0) {
      return "An access scope of type cluster takes no namespaces";
    }
    return scope === "namespace" && namespaces === 0
      ? "An access scope of type namespace needs namespaces"
      : undefined;
  },
};

const accountHasAssociation: Rule = {
  code: "ResourceInUseException",
  property: "serviceAccount",
  stage: "create",
  source: createPodIdentity,
  refuses: ({ inputs, region, cloud }) => {
    const known = cloud
      .list(podIdentity, region)
      .find((other) =>
        ["clusterName", "namespace", "serviceAccount"].every(
          (key) => other.inputs[key] === inputs[key],
        ),
      );
    return known && `Association already exists: ${known.id}`;
  },
};

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html */
const entryTypes = [
  "EC2",
  "EC2_LINUX",
  "EC2_WINDOWS",
  "FARGATE_LINUX",
  "HYBRID_LINUX",
  "HYPERPOD_LINUX",
  "STANDARD",
];

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
    rules: [
      clusterMissing,
      noEntriesHere,
      mustBeOneOf(invalid("type", provider), entryTypes),
      alreadyThere(accessEntry, "regional", {
        code: "ResourceInUseException",
        property: "principalArn",
        source: createEntry,
      }),
      principalForm,
      reservedGroup,
    ],
  },
  {
    token: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    source: `${source}/access_policy_association.go`,
    id: ({ inputs }) =>
      [inputs.clusterName, inputs.principalArn, inputs.policyArn].map(String).join("#"),
    replaceOn: "every change",
    outputs: () => ({ associatedAt: creationTime, modifiedAt: creationTime }),
    rules: [
      clusterMissing,
      entryMissing,
      policyForm,
      mustBeOneOf(invalid("accessScope.type", `${source}/access_policy_association.go`), [
        "cluster",
        "namespace",
      ]),
      scopeAndNamespaces,
    ],
  },
  {
    token: podIdentity,
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
    rules: [
      clusterMissing,
      roleMustExist(
        invalid("roleArn", createPodIdentity),
        () => "Role provided in the request does not exist.",
      ),
      roleMustTrust(
        invalid("roleArn", "https://github.com/hashicorp/terraform-provider-aws/issues/41483"),
        "pods.eks.amazonaws.com",
        ["sts:AssumeRole", "sts:TagSession"],
        () => "Trust policy of the role provided is invalid.",
      ),
      accountHasAssociation,
    ],
  },
];

/** A role's user name holds the session; a user's is its ARN. */
function userNameOf(principal: string, account: string, name: string): string {
  if (!principal.includes(":role/")) return principal;
  return `arn:aws:sts::${account}:assumed-role/${name}/{{SessionName}}`;
}
