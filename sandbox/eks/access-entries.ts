// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

/** Who may use the cluster's API: an entry per principal, an association per policy of it. */
export function createAccessEntries(
  name: string,
  cluster: aws.eks.Cluster,
  entries: Readonly<Record<string, eks.types.input.AccessEntryArgs>>,
  parent: pulumi.Resource,
): aws.eks.AccessEntry[] {
  return Object.entries(entries).map(([entryName, entry]) => {
    const created = new aws.eks.AccessEntry(
      `${name}-${entryName}`,
      {
        clusterName: cluster.name,
        principalArn: entry.principalArn,
        kubernetesGroups: entry.kubernetesGroups,
        type: entry.type,
        userName: entry.username,
        tags: entry.tags,
      },
      // As the real component does: the name alone may be known before the cluster is there.
      { parent, dependsOn: [cluster] },
    );
    for (const [policyName, policy] of Object.entries(entry.accessPolicies ?? {})) {
      const association = pulumi.output(policy);
      new aws.eks.AccessPolicyAssociation(
        `${name}-${entryName}-${policyName}`,
        {
          clusterName: cluster.name,
          principalArn: entry.principalArn,
          policyArn: association.policyArn,
          accessScope: association.accessScope,
        },
        // AWS associates a policy with an entry that exists, and the arguments don't say so.
        { parent: created, dependsOn: [created] },
      );
    }
    return created;
  });
}
