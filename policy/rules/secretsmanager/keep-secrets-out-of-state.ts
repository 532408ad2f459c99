// SPDX-License-Identifier: Apache-2.0
import { isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

/** Arguments that are kept in the state, and those that aren't; by type. */
const secrets: Readonly<Record<string, readonly (readonly [kept: string, writeOnly: string])[]>> = {
  "aws:elasticache/replicationGroup:ReplicationGroup": [["authToken", "authTokenWo"]],
  "aws:rds/cluster:Cluster": [["masterPassword", "masterPasswordWo"]],
  "aws:rds/instance:Instance": [["password", "passwordWo"]],
  "aws:secretsmanager/secretVersion:SecretVersion": [
    ["secretString", "secretStringWo"],
    ["secretBinary", "secretStringWo"],
  ],
};

export const keepSecretsOutOfState = resourceRule({
  id: "keep-secrets-out-of-state",
  requirement: "Passwords and tokens are given write-only, so that no state holds them.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "What is in the state is read by whoever may preview a stack and hold its key, stays in every old version of it, and is drift as soon as the secret is rotated.",
  sources: [
    "https://www.pulumi.com/registry/packages/aws/api-docs/secretsmanager/secretversion/",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_secrets.html",
  ],
  frameworks: [pciDss("8.6.2"), wellArchitected("SEC02-BP03")],
  fix: "Give the argument whose name ends in Wo, with its version, instead.",
  types: Object.keys(secrets),
  check(resource, { violation }) {
    for (const [kept, writeOnly] of secrets[resource.type] ?? []) {
      // Whether there is one decides; what it is isn't told.
      if (isFilled(resource.at(kept))) {
        violation(resource, `${kept} is given instead of ${writeOnly}`);
      }
    }
  },
});
