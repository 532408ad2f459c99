// SPDX-License-Identifier: Apache-2.0
import { testApi } from "../../../../support/payment-api";

describe("health", () => {
  it("needs no key", async () => {
    const { api } = await testApi();
    for (const part of ["live", "ready", "deep"]) {
      expect((await api.inject(`/healthz/${part}`)).statusCode).toBe(200);
    }
  });

  it.each([
    ["ok", 200],
    ["degraded", 200],
    ["down", 503],
  ] as const)("answers a region that is %s by %i", async (status, code) => {
    const report = { status, region: "us-east-1", role: "active", epoch: 7, parts: {} } as const;
    const { api } = await testApi({ health: { report: () => Promise.resolve(report) } });
    const answer = await api.inject("/healthz/deep");
    expect(answer.statusCode).toBe(code);
    expect(answer.json()).toEqual(report);
  });
});
