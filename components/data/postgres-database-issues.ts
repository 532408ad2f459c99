// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../shared/issues";
import type {
  FoundingDatabaseArgs,
  PostgresDatabaseArgs,
  PrimaryDatabaseArgs,
  RdsDatabaseArgs,
} from "./postgres-database-args";
import { isPostgresVersion } from "./postgres-parameters";
import { storageProblem } from "./storage-range";

/**
 * A writer and 15 replicas, with either engine.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Replication.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
const mostInstances = 16;
/** A database that loses its only zone is down; two are the least that survive it. */
const fewestZones = 2;
/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html: MasterUsername. */
const userPattern = /^[a-z][a-z0-9]{0,15}$/;
/** The same page: DatabaseName. */
const databasePattern = /^[a-z][a-z0-9]{0,62}$/;
/** Words of PostgreSQL or of RDS that can't be the name of a user. */
const reservedUsers: readonly string[] = ["admin", "postgres", "rdsadmin", "user"];

/** Everything that is wrong with the arguments of a PostgresDatabase. */
export function postgresDatabaseIssues(args: PostgresDatabaseArgs): Issue[] {
  return [
    ...instanceIssues(args),
    ...zoneIssues(args),
    ...versionIssues(args),
    ...("masterUsername" in args ? beginningIssues(args) : []),
    ...(args.engine === "rds" ? storageIssues(args) : []),
  ];
}

function instanceIssues({ instances }: PostgresDatabaseArgs): Issue[] {
  if (Number.isInteger(instances) && instances >= 1 && instances <= mostInstances) return [];
  return [
    {
      path: "instances",
      problem: "is not a number of instances that RDS allows",
      got: instances,
      fix: `write a whole number from 1 to ${mostInstances}`,
    },
  ];
}

function zoneIssues({ availabilityZones }: PostgresDatabaseArgs): Issue[] {
  if (new Set(availabilityZones).size >= fewestZones) return [];
  return [
    {
      path: "availabilityZones",
      problem: "names fewer than two different zones",
      got: availabilityZones,
      fix: "name at least two zones of the region",
    },
  ];
}

function versionIssues({ engineVersion }: PostgresDatabaseArgs): Issue[] {
  if (isPostgresVersion(engineVersion)) return [];
  return [
    {
      path: "engineVersion",
      problem: "is not a full PostgreSQL version",
      got: engineVersion,
      fix: "write major and minor, such as 17.7",
    },
  ];
}

function storageIssues({ allocatedStorage, maximumStorage }: RdsDatabaseArgs): Issue[] {
  const problem = storageProblem(allocatedStorage, maximumStorage);
  if (problem === undefined) return [];
  return [
    {
      path: "allocatedStorage, maximumStorage",
      problem,
      got: [allocatedStorage, maximumStorage],
      fix: "write for example 100 GiB and 500 GiB",
    },
  ];
}

function beginningIssues({
  masterUsername,
  databaseName,
}: FoundingDatabaseArgs | PrimaryDatabaseArgs): Issue[] {
  const issues: Issue[] = [];
  if (!userPattern.test(masterUsername) || reservedUsers.includes(masterUsername)) {
    issues.push({
      path: "masterUsername",
      problem: "is not a user name that RDS takes",
      got: masterUsername,
      fix: `write 1 to 16 of a-z and 0-9, a letter first, and none of ${reservedUsers.join(", ")}`,
    });
  }
  if (!databasePattern.test(databaseName)) {
    issues.push({
      path: "databaseName",
      problem: "is not a database name that RDS takes",
      got: databaseName,
      fix: "write 1 to 63 of a-z and 0-9, a letter first",
    });
  }
  return issues;
}
