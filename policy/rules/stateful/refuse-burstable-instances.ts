// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { guardSettings, isGuarded } from "../../lib/guarded";
import { resourceRule } from "../../lib/rule";

export const refuseBurstableInstances = resourceRule({
  id: "refuse-burstable-instances",
  requirement: "Databases, caches and nodes have the whole of their processors all the time.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A standby idles for months and looks well on a burstable class; under the other region's load its credits last for minutes, and then it has a fifth of its speed.",
  sources: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html",
  ],
  frameworks: [wellArchitected("REL11-BP05"), wellArchitected("REL13-BP02")],
  fix: "Choose a class of another family than t, the same one in both regions.",
  settings: guardSettings,
  types: [
    "aws:eks/nodeGroup:NodeGroup",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:rds/instance:Instance",
  ],
  check(resource, { config, each, violation }) {
    each(["instanceClass", "nodeType", "instanceTypes"], (property) => {
      each(resource.at(property).items(), (type) => {
        const isBurstable = /^(db\.|cache\.)?t\d/.test(type.text() ?? "");
        if (isBurstable && isGuarded(resource, config)) violation(resource, found(type));
      });
    });
  },
});
