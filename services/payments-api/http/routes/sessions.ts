// SPDX-License-Identifier: Apache-2.0
import { within } from "../deadline";
import { callerOf, merchantsOnly } from "../hooks";
import type { Api, ApiParts } from "../parts";
import { unavailable } from "../problem";
import * as schemas from "../schemas";

/** `POST /sessions`: a token with which a payer's browser makes one payment. */
export function sessionRoutes(api: Api, { sessions }: ApiParts): void {
  api.post(
    "/sessions",
    {
      schema: {
        summary: "Let a payer make one payment",
        description:
          "Makes a short-lived checkout token for a payment's key and amount. When a token is lost or " +
          "over, make another for the same key: a key pays once, whichever token it comes with.",
        body: schemas.sessionBody,
        response: {
          201: schemas.answer("The token.", schemas.sessionView),
          ...schemas.problems(400, 401, 403, 413, 415, 429, 503, 504),
        },
      },
    },
    async (request, reply) => {
      merchantsOnly(request);
      const made = await within(request, sessions.make(callerOf(request).merchant, request.body));
      if (!made) throw unavailable("checkout tokens can't be made now");
      return reply.status(201).header("cache-control", "no-store").send(made);
    },
  );
}
