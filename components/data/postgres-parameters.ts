// SPDX-License-Identifier: Apache-2.0

/** One setting of PostgreSQL, in the words of a parameter group. */
export interface PostgresParameter {
  readonly name: string;
  readonly value: string;
}

const enginePattern = /^(\d{2})\.\d{1,2}$/;

/** True for a full version of PostgreSQL, such as `17.7`. */
export function isPostgresVersion(version: string): boolean {
  return enginePattern.test(version);
}

/** How AWS begins the names of an engine's parameter group families. */
const families = { "aurora-global": "aurora-postgresql", rds: "postgres" } as const;

/**
 * The parameter group family of a version: `aurora-postgresql17` or `postgres17` for `17.7`.
 *
 * @throws RangeError when the version has no major and minor part
 */
export function parameterFamily(engine: keyof typeof families, engineVersion: string): string {
  const [, major] = enginePattern.exec(engineVersion) ?? [];
  if (major === undefined) {
    throw new RangeError(
      `not a PostgreSQL version, got "${engineVersion}"; write for example 17.7`,
    );
  }
  return `${families[engine]}${major}`;
}

/**
 * The certificate authority of the server certificates, named so that AWS's default can't change it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html
 */
export const certificateAuthority = "rds-ca-rsa2048-g1";

/** Port of every instance of either engine. */
export const postgresPort = 5432;

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html */
export const longestBackupRetentionDays = 35;

/** How long CloudWatch keeps what PostgreSQL logs. */
export const logRetentionDays = 90;

/**
 * The settings that differ from the engines' own. All of them take effect without a restart.
 * `rds.global_db_rpo` stays unset on purpose: it blocks commits while the other region lags, and
 * what may not be lost is in the journal already.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Reference.ParameterGroups.html
 */
export const postgresParameters: readonly PostgresParameter[] = [
  // The server refuses a client without TLS, whatever the client was told.
  { name: "rds.force_ssl", value: "1" },
  { name: "ssl_min_protocol_version", value: "TLSv1.2" },
  // Milliseconds. A session that died inside a transaction must not hold a payment's row lock.
  { name: "idle_in_transaction_session_timeout", value: "30000" },
  // A payment waits for a row lock only when something is wrong: that belongs in the log.
  { name: "log_lock_waits", value: "1" },
  // Milliseconds. Slow against a budget of a few milliseconds for each statement.
  { name: "log_min_duration_statement", value: "500" },
];
