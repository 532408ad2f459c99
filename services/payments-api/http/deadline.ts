// SPDX-License-Identifier: Apache-2.0
import type { FastifyRequest } from "fastify";

import { problem, ProblemError } from "./problem";

/**
 * Waits for a part of a request's work for what is left of its time, and then tells the client to ask
 * again. What was begun goes on, with the request's place taken until it ends, and the same key finds
 * it. (Fastify's `handlerTimeout` does not do: once a body is read it waits for ever.)
 *
 * @throws ProblemError 504 when time is over: it is not known yet whether anything was done
 */
export async function within<Result>(
  { place, until }: Pick<FastifyRequest, "place" | "until">,
  work: Promise<Result>,
): Promise<Result> {
  place?.keep(work);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail =
        "the end is not known yet; repeat the request, with the same key if it has one";
      reject(new ProblemError(problem(504, "not-known-yet", detail), { "retry-after": "1" }));
    }, until - performance.now());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
