// SPDX-License-Identifier: Apache-2.0
import { Type } from "@sinclair/typebox";

import type { Api, ApiParts } from "../parts";
import * as schemas from "../schemas";

const status = Type.Object({ status: Type.String() });
const refusal = Type.Object({ status: Type.String(), reason: Type.String() });
const part = Type.Object({
  status: Type.String(),
  latencyMs: Type.Integer(),
  reason: Type.Optional(Type.String()),
});
const report = Type.Object({
  status: Type.String({ description: "ok, degraded (people are paged) or down." }),
  region: Type.String(),
  role: Type.String({ description: "active, standby or fenced." }),
  epoch: Type.Optional(Type.Integer()),
  parts: Type.Record(Type.String(), part),
});

/** `GET /healthz/live`, `/healthz/ready`, `/healthz/deep`: for probes, so without authentication. */
export function healthRoutes(api: Api, { admission, health }: ApiParts): void {
  api.get(
    "/healthz/live",
    {
      schema: {
        summary: "Whether the process runs",
        response: { 200: schemas.answer("It runs.", status) },
      },
    },
    () => ({ status: "ok" }),
  );

  api.get(
    "/healthz/ready",
    {
      schema: {
        summary: "Whether payments can be taken here now",
        response: {
          200: schemas.answer("They can.", status),
          503: schemas.answer("They can't.", refusal),
        },
      },
    },
    async (_request, reply) => {
      const closed = admission.closed();
      if (!closed) return reply.send({ status: "ok" });
      const told = { status: "down", reason: closed.detail };
      return reply.status(503).header("connection", "close").send(told);
    },
  );

  api.get(
    "/healthz/deep",
    {
      schema: {
        summary: "How the region is, part by part",
        description:
          "Redis, processors and the certificate degrade a region; they are no reason to leave it.",
        response: {
          200: schemas.answer("Fit for its role.", report),
          503: schemas.answer("Not fit for its role.", report),
        },
      },
    },
    async (_request, reply) => {
      const found = await health.report();
      return reply.status(found.status === "down" ? 503 : 200).send(found);
    },
  );
}
