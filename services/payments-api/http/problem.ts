// SPDX-License-Identifier: Apache-2.0
import { STATUS_CODES } from "node:http";

/** One thing that is wrong with a request. */
export interface ProblemIssue {
  /** Where: `body.amount`, `headers.idempotency-key`. */
  readonly path: string;
  readonly problem: string;
  /** What was there; left out where it may be a secret. @default - nothing was there */
  readonly got?: string;
  readonly allowed: string;
}

/** What goes wrong, by the last part of a problem's `type`. */
export type ProblemName =
  | "invalid-request"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "in-progress"
  | "key-reused"
  | "refused"
  | "too-large"
  | "unsupported-media-type"
  | "rate-limited"
  | "unavailable"
  | "not-known-yet"
  | "internal";

/** An error as RFC 9457 wants it told. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly issues?: readonly ProblemIssue[];
}

/** The media type of a problem. */
export const problemType = "application/problem+json";

/**
 * An error that is told to the client as it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.detail);
  }
}

/** Makes a problem. */
export function problem(
  status: number,
  name: ProblemName,
  detail: string,
  issues?: readonly ProblemIssue[],
): Problem {
  const title = STATUS_CODES[status] ?? "Error";
  // A name, not an address: there is nothing to fetch.
  const type = `urn:payments:problem:${name}`;
  return { type, title, status, detail, ...(issues && { issues }) };
}

/** Seconds until a request is worth repeating that is refused since another one has its key. */
const inProgressSeconds = 1;

/** Seconds until a request is worth repeating where payments can't be taken now. */
const unavailableSeconds = 2;

/**
 * The headers of a refusal that ends when another region, or this one again, takes payments. The
 * connection is closed because a load balancer does not close those of a pod that is not ready, and a
 * client that keeps one would never ask for the address again.
 */
export const unavailableHeaders = {
  "retry-after": String(unavailableSeconds),
  connection: "close",
} as const;

/**
 * Fewest and most seconds until a request is worth repeating where there is too much to do: those that
 * are refused together must not come back together.
 */
const overloadedSeconds = [1, 4] as const;

/** The headers of a refusal since the same key is being worked on. */
export const inProgressHeaders = { "retry-after": String(inProgressSeconds) } as const;

/** Payments can't be taken here now; nothing was touched, or what was is not told. */
export function unavailable(detail: string): ProblemError {
  return new ProblemError(problem(503, "unavailable", detail), unavailableHeaders);
}

/** There is too much to do here; nothing was touched. @param random from 0 to below 1 */
export function overloaded(detail: string, random: () => number = Math.random): ProblemError {
  const [fewest, most] = overloadedSeconds;
  const seconds = fewest + Math.floor(random() * (most - fewest + 1));
  return new ProblemError(problem(503, "unavailable", detail), {
    ...unavailableHeaders,
    "retry-after": String(seconds),
  });
}
