// SPDX-License-Identifier: Apache-2.0
import { expectFlag, setFlag } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const signInToDatabasesByIam = resourceRule({
  id: "sign-in-to-databases-by-iam",
  requirement: "People and jobs can sign in to databases by IAM, with no password of their own.",
  severity: "low",
  level: "advisory",
  protectsFrom: "Passwords of people are shared, written down and never changed.",
  sources: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html"],
  frameworks: [pciDss("8.2.2"), wellArchitected("SEC02-BP02")],
  fix: "Set iamDatabaseAuthenticationEnabled to true.",
  types: ["aws:rds/cluster:Cluster", "aws:rds/instance:Instance"],
  check(database, context) {
    expectFlag(database, ["iamDatabaseAuthenticationEnabled"], true, context);
  },
  remedy: setFlag("iamDatabaseAuthenticationEnabled", true),
});
