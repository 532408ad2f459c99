// SPDX-License-Identifier: Apache-2.0
import type { Payments } from "../../operations/payments";
import type { Notification } from "../../operations/processor";
import { within } from "../deadline";
import { problem, ProblemError } from "../problem";
import type { Api, ApiParts } from "../parts";
import * as schemas from "../schemas";

/**
 * `POST /webhooks/:processor`: what processors tell by themselves. Answered 200 only when it is in
 * the journal: until then the processor sends it again.
 */
export function webhookRoutes(api: Api, { processors, payments }: ApiParts): void {
  // A signature is over the very bytes.
  api.removeAllContentTypeParsers();
  api.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  api.post(
    "/webhooks/:processor",
    {
      schema: {
        summary: "Take a processor's notification",
        description:
          "Verified by the processor's signature; the same event may come more than once.",
        params: schemas.webhookParams,
        response: {
          200: schemas.answer("In the journal.", schemas.received),
          ...schemas.problems(400, 401, 404, 413, 503, 504),
        },
      },
    },
    async (request, reply) => {
      const processor = processors.get(request.params.processor);
      if (!processor) {
        throw new ProblemError(problem(404, "not-found", "this processor is not in use here"));
      }
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const notifications = await within(request, processor.notifications(request.headers, body));
      if (!notifications) {
        throw new ProblemError(
          problem(401, "unauthenticated", "the signature does not fit the body"),
        );
      }
      await within(request, allNotified(payments, notifications));
      return reply.send({ notifications: notifications.length });
    },
  );
}

async function allNotified(
  payments: Pick<Payments, "notified">,
  notifications: readonly Notification[],
): Promise<void> {
  for (const notification of notifications) await payments.notified(notification);
}
