// SPDX-License-Identifier: Apache-2.0
import { isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const authenticateCacheClients = resourceRule({
  id: "authenticate-cache-clients",
  requirement: "Clients of a cache show who they are.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "By default Redis lets in whoever reaches its port, with every command: one open security group rule is enough to read all keys, or to flush them.",
  sources: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
  ],
  frameworks: [pciDss("7.2.5"), wellArchitected("SEC02-BP03")],
  fix: "Set authTokenWo and authTokenWoVersion, or userGroupIds.",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check(group, { violation }) {
    const ways = ["authTokenWo", "authToken", "userGroupIds"];
    // A write-only token isn't kept, but its version is.
    if ([...ways, "authTokenWoVersion"].some((way) => isFilled(group.at(way)))) return;
    violation(group, "neither a token nor a user group is set");
  },
});
