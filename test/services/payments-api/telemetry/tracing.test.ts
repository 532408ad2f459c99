// SPDX-License-Identifier: Apache-2.0
import { trace } from "@opentelemetry/api";

import { Metrics } from "../../../../services/payments-api/telemetry/metrics";
import { observed } from "../../../../services/payments-api/telemetry/tracing";

class Counter {
  private count = 0;

  add(by: number): Promise<number> {
    this.count += by;
    return Promise.resolve(this.count);
  }

  fail(): Promise<never> {
    return Promise.reject(new RangeError("with a secret"));
  }

  get now(): number {
    return this.count;
  }
}

describe("observed", () => {
  const tracer = trace.getTracer("test");

  it("does what the port does, and measures it", async () => {
    const metrics = new Metrics();
    const counter = observed("counter", new Counter(), ["add", "fail"], tracer, metrics);
    expect(await counter.add(2)).toBe(2);
    expect(counter.now).toBe(2);
    await expect(counter.fail()).rejects.toThrow(RangeError);
    const text = await metrics.registry.metrics();
    expect(text).toContain('payments_call_seconds_count{part="counter",call="add",outcome="ok"} 1');
    expect(text).toContain('{part="counter",call="fail",outcome="RangeError"} 1');
    expect(text).not.toContain("secret");
  });
});
