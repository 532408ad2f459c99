// SPDX-License-Identifier: Apache-2.0
import * as grpc from "@grpc/grpc-js";

export type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

/** Answers a call with what the function returns, or with its error's message. */
export function unary<Request>(
  answer: (call: Call<Request>) => unknown,
): grpc.handleUnaryCall<Request, unknown> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call))
      .then(
        (response) => callback(null, response),
        (error: Error) => callback({ code: grpc.status.UNKNOWN, details: error.message }),
      );
  };
}
