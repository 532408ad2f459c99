// SPDX-License-Identifier: Apache-2.0
import { problem, ProblemError } from "./problem";

/**
 * Waits for a result for a time, and then tells the client to ask again. What was begun goes on, and
 * the same key finds it.
 *
 * @throws ProblemError 504 when time is over: it is not known yet whether anything was done
 */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const detail = "the end is not known yet; repeat the request with the same key";
      reject(new ProblemError(problem(504, "not-known-yet", detail), { "retry-after": "1" }));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
