// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const trustCurrentAuthorities = resourceRule({
  id: "trust-current-authorities",
  requirement: "Databases show certificates of an authority that is not about to expire.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "When an authority expires, as rds-ca-2019 did, every client that verifies the server is refused at once, in both regions.",
  sources: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html"],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP01")],
  fix: "Set caCertIdentifier to one of the rule's authorities.",
  settings: {
    authorities: {
      description: "Certificate authorities of RDS that may be used",
      default: ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"],
    },
  },
  types: ["aws:rds/clusterInstance:ClusterInstance", "aws:rds/instance:Instance"],
  check(instance, { config, violation }) {
    const authority = instance.at("caCertIdentifier");
    const name = authority.text();
    if (name === undefined || config.authorities.includes(name)) return;
    violation(instance, found(authority));
  },
});
