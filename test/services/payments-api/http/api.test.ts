// SPDX-License-Identifier: Apache-2.0
import { apiKey, testApi } from "../../../support/payment-api";

describe("GET /openapi.json", () => {
  it("describes every route with its errors", async () => {
    const { api } = await testApi();
    const document = (await api.inject("/openapi.json")).json<{
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    }>();
    expect(document.openapi).toBe("3.1.0");
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => [
        `${method} ${path}`,
        Object.keys(responses).join(" "),
      ]),
    );
    expect(Object.fromEntries(routes)).toEqual({
      "get /healthz/live": "200",
      "get /healthz/ready": "200 503",
      "get /healthz/deep": "200 503",
      "post /webhooks/{processor}": "200 400 401 404 413 503 504",
      "post /payments": "201 202 400 401 403 404 409 413 415 422 429 503 504",
      "post /payments/{id}/refunds": "201 202 400 401 403 404 409 413 415 422 429 503 504",
      "get /payments/{id}": "200 400 401 403 404 429 503 504",
      "get /payments": "200 400 401 403 429 503 504",
      "post /sessions": "201 400 401 403 413 415 429 503 504",
    });
  });

  it("holds no key", async () => {
    const { api } = await testApi();
    expect((await api.inject("/openapi.json")).body).not.toContain(apiKey);
  });
});
