// SPDX-License-Identifier: Apache-2.0
import { regionsWithClusters } from "../../lib/clusters";
import { wellArchitected } from "../../lib/frameworks";
import { regionText } from "../../lib/parity";
import { grouped } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";

const secret = "aws:secretsmanager/secret:Secret";

export const keepSecretsInEveryRegion = environmentRule({
  id: "keep-secrets-in-every-region",
  requirement: "A secret of a region with a cluster is in every region with a cluster.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A standby that asks the failed region for the database's password can't log in to the database that it has just promoted.",
  sources: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html",
  ],
  frameworks: [wellArchitected("REL13-BP02")],
  fix: "Add a secret of the same name in the region, or a replica.",
  types: [secret],
  check(graph, { each, violation }) {
    const regions = regionsWithClusters(graph);
    const named = graph.ofType(secret).filter((one) => one.at("name").isGiven);
    each([...grouped(named, (one) => one.at("name").text() ?? "")], ([, all]) => {
      const [first] = all;
      const present = all.flatMap((one) => [
        regionText(one),
        ...one
          .at("replicas")
          .items()
          .map((replica) => replica.at("region").text() ?? ""),
      ]);
      if (first === undefined || !present.some((region) => regions.includes(region))) return;
      const missing = regions.filter((region) => !present.includes(region));
      if (missing.length > 0) violation(first, `no copy of it is in ${missing.join(", ")}`);
    });
  },
});
