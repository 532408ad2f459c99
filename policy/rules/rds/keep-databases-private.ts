// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const keepDatabasesPrivate = resourceRule({
  id: "keep-databases-private",
  requirement: "Databases have no public address.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A database with a public address is one security group rule away from the internet, and its name then resolves to that address outside the VPC.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
  ],
  frameworks: [pciDss("1.4.4"), wellArchitected("SEC05-BP01")],
  fix: "Set publiclyAccessible to false.",
  types: ["aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance"],
  check(instance, { violation }) {
    const isPublic = instance.at("publiclyAccessible");
    if (isPublic.flag() === true) violation(instance, found(isPublic));
  },
  remedy(instance) {
    const isPublic = instance.at("publiclyAccessible");
    return isPublic.isKnown && isPublic.flag() === true ? { publiclyAccessible: false } : undefined;
  },
});
