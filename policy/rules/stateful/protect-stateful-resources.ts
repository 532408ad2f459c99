// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { guardSettings, isGuarded } from "../../lib/guarded";
import { resourceRule } from "../../lib/rule";

const zone = "aws:route53/zone:Zone";

export const protectStatefulResources = resourceRule({
  id: "protect-stateful-resources",
  requirement: "Pulumi refuses to delete or replace what holds state that can't be made again.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A renamed resource or a changed immutable property is a deletion and a creation in the plan; with protect the update stops instead.",
  sources: ["https://www.pulumi.com/docs/iac/concepts/options/protect/"],
  frameworks: [wellArchitected("REL09-BP01"), wellArchitected("REL13-BP02")],
  fix: "Set the resource option protect to true; take it away in a change of its own when the resource is to go.",
  settings: guardSettings,
  types: [
    "aws:dynamodb/table:Table",
    "aws:ecr/repository:Repository",
    "aws:eks/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:kms/key:Key",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:rds/cluster:Cluster",
    "aws:rds/globalCluster:GlobalCluster",
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:secretsmanager/secret:Secret",
    zone,
  ],
  check(resource, { config, violation }) {
    if (resource.isProtected) return;
    // A private zone holds nothing but what the program puts there, and nobody delegates to it.
    if (resource.type === zone && resource.at("vpcs").isGiven) return;
    if (isGuarded(resource, config)) violation(resource, "it may be deleted: protect is not set");
  },
});
