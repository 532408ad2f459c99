// SPDX-License-Identifier: Apache-2.0
import { through } from "payments-journal";
import type { Procedure } from "payments-journal";

/** Told of each call of a procedure before it is made. */
export type Trace = (step: string) => void;

/** The same procedure, and somebody is told where it is. */
export function traced<Result>(inner: Procedure<Result>, trace: Trace): Procedure<Result> {
  return through(inner, function* (call) {
    trace(call.step);
    return yield call;
  });
}
