// SPDX-License-Identifier: Apache-2.0
import type { Answer, OperationStatus } from "../operations/payments";
import { inProgressHeaders, type Problem, problem, unavailableHeaders } from "./problem";

/** What is sent for an answer. */
export interface HttpAnswer<View> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: View | Problem;
}

/** What can be asked: to do something once, or only to show it. */
export type Asked = "do" | "show";

/** States that never change again: what a client may rely on. */
const finalStates: readonly OperationStatus[] = ["succeeded", "declined"];

const untold = "payments can't be taken here now; nothing is told";
const processorGone = "this processor can't be asked now; nothing was begun";

/** Whether a status never changes again. */
export function isFinal(status: OperationStatus): boolean {
  return finalStates.includes(status);
}

/**
 * Says an answer in HTTP. Something done is 201 when its end is known and durable, and 202 while it
 * is not; so a 201 alone acknowledges. The same key gets the same answer, marked as repeated.
 */
export function httpAnswer<View extends { readonly id: string; readonly status: OperationStatus }>(
  answer: Answer<View>,
  asked: Asked,
): HttpAnswer<View> {
  switch (answer.kind) {
    case "answered":
    case "pending": {
      const { view } = answer;
      if (asked === "show") return { status: 200, headers: {}, body: view };
      const repeated = answer.kind === "answered" && answer.repeated;
      const headers: Record<string, string> = repeated ? { "idempotency-replayed": "true" } : {};
      return isFinal(view.status) && answer.kind === "answered"
        ? { status: 201, headers, body: view }
        : { status: 202, headers: { ...headers, ...inProgressHeaders }, body: view };
    }
    case "in-progress":
      return {
        status: 409,
        headers: inProgressHeaders,
        body: problem(409, "in-progress", "another request with this key is being worked on"),
      };
    case "key-reused":
      return {
        status: 422,
        headers: {},
        body: problem(422, "key-reused", "this key was used with another body; choose a new key"),
      };
    case "refused":
      return {
        status: answer.status,
        headers: {},
        body: problem(
          answer.status,
          answer.status === 404 ? "not-found" : "refused",
          answer.reason,
        ),
      };
    case "unavailable":
      return {
        status: 503,
        headers: unavailableHeaders,
        // The reason is for the log: it may name servers.
        body: problem(503, "unavailable", answer.of === undefined ? untold : processorGone),
      };
  }
}
