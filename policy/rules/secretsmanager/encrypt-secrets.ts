// SPDX-License-Identifier: Apache-2.0
import { expectGiven } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptSecrets = resourceRule({
  id: "encrypt-secrets",
  requirement: "Secrets are encrypted with a key of the customer's own.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "With aws/secretsmanager every identity of the account that may read the secret may decrypt it, and no other account can be given it.",
  sources: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html"],
  frameworks: [pciDss("8.3.2"), wellArchitected("SEC08-BP01")],
  fix: "Set kmsKeyId to a key of the region.",
  types: ["aws:secretsmanager/secret:Secret"],
  check(secret, context) {
    expectGiven(secret, ["kmsKeyId"], context);
  },
});
