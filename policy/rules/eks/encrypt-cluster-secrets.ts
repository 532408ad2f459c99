// SPDX-License-Identifier: Apache-2.0
import { isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptClusterSecrets = resourceRule({
  id: "encrypt-cluster-secrets",
  requirement: "Kubernetes secrets are encrypted with a key of the customer's own.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Without it they are encrypted with a key that AWS owns, whose use nobody sees and nobody can stop.",
  sources: ["https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html"],
  frameworks: [pciDss("3.6.1"), wellArchitected("SEC08-BP01")],
  fix: "Set encryptionConfig with the key's ARN and the resources [secrets]; it can't be taken back.",
  types: ["aws:eks/cluster:Cluster"],
  check(cluster, { violation }) {
    const hasKey = isFilled(cluster.at("encryptionConfig", "provider", "keyArn"));
    if (!hasKey) return violation(cluster, "encryptionConfig names no key");
    const resources = cluster.at("encryptionConfig", "resources").items();
    if (!resources.some((one) => one.text() === "secrets")) {
      violation(cluster, "encryptionConfig is not about secrets");
    }
  },
});
