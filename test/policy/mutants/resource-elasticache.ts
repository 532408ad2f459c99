// SPDX-License-Identifier: Apache-2.0
import type { Mutant } from "../../support/mutant";

const group = "aws:elasticache/replicationGroup:ReplicationGroup";
const scope = "us-east-1";

export const resourceElasticacheMutants: readonly Mutant[] = [
  {
    rule: "spread-caches-over-zones",
    mistake: "nobody promotes the cache's replica",
    scope,
    make: (stack) => stack.set(stack.one(group), ["automaticFailoverEnabled"], false),
  },
  {
    rule: "spread-caches-over-zones",
    mistake: "the cache has one node",
    also: ["match-cache-capacity"],
    environment: "staging",
    scope,
    make: (stack) => stack.set(stack.one(group), ["numCacheClusters"], 1),
  },
  {
    rule: "encrypt-caches",
    mistake: "the cache lets clients in without TLS",
    scope,
    make: (stack) => stack.set(stack.one(group), ["transitEncryptionMode"], "preferred"),
  },
  {
    rule: "encrypt-caches",
    mistake: "the cache is encrypted with AWS's key",
    scope,
    make: (stack) => stack.unset(stack.one(group), ["kmsKeyId"]),
  },
  {
    rule: "authenticate-cache-clients",
    mistake: "the cache asks for no token",
    scope,
    make: (stack) => {
      for (const property of ["authTokenWo", "authTokenWoVersion"]) {
        stack.unset(stack.one(group), [property]);
      }
    },
  },
  {
    rule: "keep-caches-regional",
    mistake: "the cache is a member of a global datastore",
    scope,
    make: (stack) => stack.set(stack.one(group), ["globalReplicationGroupId"], "ldgnf-payments"),
  },
];
