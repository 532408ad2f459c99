// SPDX-License-Identifier: Apache-2.0
import type { Draft, Mutant, StackDraft } from "../../support/mutant";

const cluster = "aws:rds/cluster:Cluster";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
const scope = "us-east-1";

/** The one that replicates from the other region, in staging. */
function standby(stack: StackDraft): Draft {
  return stack.one("aws:rds/instance:Instance", "payments-database-instance-1");
}

export const resourceRdsMutants: readonly Mutant[] = [
  {
    rule: "encrypt-databases",
    mistake: "the global cluster is not encrypted",
    scope: "base",
    make: (stack) =>
      stack.set(stack.one("aws:rds/globalCluster:GlobalCluster"), ["storageEncrypted"], false),
  },
  {
    rule: "encrypt-databases",
    mistake: "the database is encrypted with AWS's key",
    scope,
    make: (stack) => stack.unset(stack.one(cluster), ["kmsKeyId"]),
  },
  {
    rule: "keep-databases-private",
    mistake: "an instance has a public address",
    scope,
    make: (stack) => stack.set(stack.one(clusterInstance), ["publiclyAccessible"], true),
  },
  {
    rule: "keep-database-backups",
    mistake: "the database can be restored to yesterday alone",
    scope,
    make: (stack) => stack.set(stack.one(cluster), ["backupRetentionPeriod"], 1),
  },
  {
    rule: "keep-replicas-promotable",
    mistake: "the replica in the other region has no standby",
    environment: "staging",
    scope: "eu-west-1",
    make: (stack) => stack.set(standby(stack), ["multiAz"], false),
  },
  {
    rule: "keep-replicas-promotable",
    mistake: "the replica in the other region has no backups",
    environment: "staging",
    scope: "eu-west-1",
    make: (stack) => stack.unset(standby(stack), ["backupRetentionPeriod"]),
  },
  {
    rule: "keep-last-backups",
    mistake: "no snapshot is made when the database is deleted",
    scope,
    make: (stack) => stack.set(stack.one(cluster), ["skipFinalSnapshot"], true),
  },
  {
    rule: "keep-last-backups",
    mistake: "the backups are deleted with the database",
    scope,
    make: (stack) => stack.unset(stack.one(cluster), ["deleteAutomatedBackups"]),
  },
  {
    rule: "manage-passwords-per-region",
    mistake: "RDS manages the password of the global database",
    scope,
    make: (stack) => stack.set(stack.one(cluster), ["manageMasterUserPassword"], true),
  },
  {
    rule: "require-database-tls",
    mistake: "the parameter group lets clients in without TLS",
    scope,
    make: (stack) =>
      stack.set(
        stack.one("aws:rds/clusterParameterGroup:ClusterParameterGroup"),
        ["parameters", 0, "value"],
        "0",
      ),
  },
  {
    rule: "export-database-logs",
    mistake: "the database keeps its logs to itself",
    scope,
    make: (stack) => stack.set(stack.one(cluster), ["enabledCloudwatchLogsExports"], []),
  },
  {
    rule: "monitor-database-instances",
    mistake: "an instance is not monitored from inside",
    scope,
    make: (stack) => stack.set(stack.one(clusterInstance), ["monitoringInterval"], 0),
  },
  {
    rule: "decide-minor-upgrades",
    mistake: "AWS upgrades an instance when it likes",
    scope,
    make: (stack) => stack.unset(stack.one(clusterInstance), ["autoMinorVersionUpgrade"]),
  },
  {
    rule: "trust-current-authorities",
    mistake: "an instance shows a certificate of an authority that has expired",
    scope,
    make: (stack) => stack.set(stack.one(clusterInstance), ["caCertIdentifier"], "rds-ca-2019"),
  },
  {
    rule: "tag-database-snapshots",
    mistake: "snapshots carry no tags",
    scope,
    make: (stack) => stack.set(stack.one(cluster), ["copyTagsToSnapshot"], false),
  },
  {
    rule: "let-storage-grow",
    mistake: "the disk of an instance may fill up",
    environment: "staging",
    scope,
    make: (stack) => stack.unset(standby(stack), ["maxAllocatedStorage"]),
  },
  {
    rule: "sign-in-to-databases-by-iam",
    mistake: "only passwords open the database",
    scope,
    make: (stack) => stack.set(stack.one(cluster), ["iamDatabaseAuthenticationEnabled"], false),
  },
  {
    rule: "pin-engine-versions",
    mistake: "the database has the version of the day",
    scope,
    make: (stack) => stack.unset(stack.one(cluster), ["engineVersion"]),
  },
  {
    rule: "refuse-write-forwarding",
    mistake: "the standby passes writes on to the writer",
    also: ["keep-one-writer"],
    scope: "eu-west-1",
    make: (stack) => stack.set(stack.one(cluster), ["enableGlobalWriteForwarding"], true),
  },
];
