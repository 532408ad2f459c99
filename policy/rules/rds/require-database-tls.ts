// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const requireDatabaseTls = resourceRule({
  id: "require-database-tls",
  requirement: "PostgreSQL refuses connections without TLS.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A client whose sslmode is prefer falls back to plain text in silence. The default of rds.force_ssl depends on the version, so that an older family or a copied group turns it off.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
  ],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP02")],
  fix: "Set the parameter rds.force_ssl to 1 in the parameter group; it takes effect without a restart.",
  types: [
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aws:rds/parameterGroup:ParameterGroup",
  ],
  check(group, { violation }) {
    const family = group.at("family").text() ?? "";
    // The instances of a cluster take it from the cluster's group.
    const decides =
      group.type === "aws:rds/parameterGroup:ParameterGroup"
        ? /^postgres/.test(family)
        : /postgres/.test(family);
    if (!decides) return;
    const parameters = group.at("parameters").items();
    const forced = parameters.find((one) => one.at("name").text() === "rds.force_ssl");
    const value = forced?.at("value");
    if (value?.text() === "1") return;
    violation(group, `rds.force_ssl is ${value?.shown() ?? "not set"}`);
  },
});
