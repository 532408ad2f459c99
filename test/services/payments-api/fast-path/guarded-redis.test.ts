// SPDX-License-Identifier: Apache-2.0
import { GuardedRedis } from "../../../../services/payments-api/fast-path/guarded-redis";

describe("GuardedRedis", () => {
  // Node warns of the eleventh listener on one signal, and calls each of them when it is aborted.
  it("lets no two uses listen on one signal", async () => {
    const listeners = new Map<EventTarget, number>();
    const add = jest.spyOn(AbortSignal.prototype, "addEventListener");
    add.mockImplementation(function (this: EventTarget) {
      listeners.set(this, (listeners.get(this) ?? 0) + 1);
    });
    const redis = new GuardedRedis({ url: "redis://127.0.0.1:1" });
    try {
      const uses = Array.from({ length: 20 }, () => redis.attempt(() => Promise.resolve("found")));
      expect(await Promise.all(uses)).toEqual(Array(20).fill({ ok: true, value: "found" }));
      expect([...listeners.values()]).toEqual(Array(20).fill(1));
    } finally {
      redis.close();
      add.mockRestore();
    }
  });
});
