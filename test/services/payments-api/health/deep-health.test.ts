// SPDX-License-Identifier: Apache-2.0
import { DeepHealth } from "../../../../services/payments-api/health/deep-health";
import type { Finding, HealthPart } from "../../../../services/payments-api/health/part";
import { active } from "../../../support/payment-api";

const part = (changed: Partial<HealthPart> = {}): HealthPart => ({
  name: "part",
  failure: "down",
  milliseconds: 60_000,
  check: () => Promise.resolve({ status: "ok" }),
  ...changed,
});

const failing = (
  failure: "down" | "degraded",
  error: Error = new Error("at 10.0.0.1 as payments"),
) => part({ name: failure, failure, check: () => Promise.reject(error) });

describe("DeepHealth", () => {
  it.each<[string, HealthPart[], string]>([
    ["all parts are", [part()], "ok"],
    ["one part only degrades", [part(), failing("degraded")], "degraded"],
    ["one part is down", [part(), failing("degraded"), failing("down")], "down"],
    [
      "a part finds itself degraded",
      [part({ check: () => Promise.resolve({ status: "degraded" }) })],
      "degraded",
    ],
  ])("says what a region is when %s", async (_name, parts, status) => {
    const report = await new DeepHealth("us-east-1", active, parts).report();
    expect(report).toMatchObject({ status, region: "us-east-1", role: "active", epoch: 7 });
  });

  it("is down when the process is fenced, however well its parts are", async () => {
    const fenced = { ...active, role: "fenced" } as const;
    const report = await new DeepHealth("us-east-1", fenced, [part()]).report();
    expect(report).toMatchObject({ status: "down", role: "fenced" });
  });

  it("tells no detail of a failure", async () => {
    const error = Object.assign(new Error("at 10.0.0.1"), { code: "ECONNREFUSED" });
    const { parts } = await new DeepHealth("us-east-1", active, [failing("down", error)]).report();
    expect(parts.down).toEqual({
      status: "down",
      reason: "Error ECONNREFUSED",
      latencyMs: expect.any(Number) as number,
    });
  });

  it("gives a part a time of its own", async () => {
    const hangs = part({ milliseconds: 1, check: () => new Promise(() => undefined) });
    const { parts } = await new DeepHealth("us-east-1", active, [hangs]).report();
    expect(parts.part).toMatchObject({ status: "down", reason: "no answer within 1 ms" });
  });

  it("checks once for all who ask, and not again before a second has passed since", async () => {
    let now = 0;
    let finish: (finding: Finding) => void = () => undefined;
    const check = jest.fn(() => new Promise<Finding>((resolve) => (finish = resolve)));
    const health = new DeepHealth("us-east-1", active, [part({ check })], 1000, () => now);
    const both = [health.report(), health.report()];
    now = 5000;
    finish({ status: "ok" });
    await Promise.all(both);
    now = 5999;
    await health.report();
    expect(check).toHaveBeenCalledTimes(1);
    now = 6000;
    const next = health.report();
    expect(check).toHaveBeenCalledTimes(2);
    finish({ status: "ok" });
    await next;
  });
});
