// SPDX-License-Identifier: Apache-2.0
import { types } from "node:util";

import { DatabaseError } from "pg";

import { Unavailable } from "../../core/store";

/**
 * Classes and codes of errors after which the same may well succeed, at this server or at the next:
 * connection, serialization and deadlock, resources, an operator who stops the server, and a server
 * that is read-only because it is a standby still.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const passing = [/^08/, /^40/, /^53/, /^57/, /^58/, /^25006$/, /^55P03$/];

/** What an error of `pg` says to a procedure: Unavailable when it may pass, else itself. */
export function asUnavailable(error: unknown): unknown {
  // Whatever is not the server's own word is the connection's: reset, timeout, ended pool.
  if (!(error instanceof DatabaseError)) {
    return isConnectionError(error)
      ? new Unavailable(`the database gave no answer: ${error}`)
      : error;
  }
  const { code = "" } = error;
  return passing.some((pattern) => pattern.test(code))
    ? new Unavailable(`the database answered ${code}: ${error.message}`)
    : error;
}

/** `pg` has no class for these: Node's have a code, its own are told by their words. */
function isConnectionError(error: unknown): error is Error {
  return (
    types.isNativeError(error) &&
    (/^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code)) ||
      /connection|timeout|client has encountered/i.test(error.message))
  );
}
