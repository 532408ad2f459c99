// SPDX-License-Identifier: Apache-2.0
import { Random } from "../../../drill/load/random";
import { usualMix } from "../../../drill/load/settings";
import { Wishes, type Wish } from "../../../drill/load/wish";

function wishes(seed: number, count: number): Wish[] {
  const settings = { seed, processors: ["stripe", "adyen"] as const, mix: usualMix };
  const source = new Wishes(settings, new Random(seed));
  return Array.from({ length: count }, () => {
    const wish = source.next();
    const { operation } = wish;
    if (operation.kind === "pay" && wish.insists) {
      source.succeeded(wish, { status: 201, id: `id-${operation.key}`, result: "succeeded" });
    }
    return wish;
  });
}

describe("Wishes", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(wishes(1, 500)).toEqual(wishes(1, 500));
    expect(wishes(1, 500)).not.toEqual(wishes(2, 500));
  });

  it("use a key once, but for those who misuse it with another body", () => {
    const all = wishes(3, 5_000);
    const keys = all.flatMap(({ operation, insists }) =>
      insists && operation.kind !== "read" ? [operation.key] : [],
    );
    expect(new Set(keys).size).toBe(keys.length);
    const misuses = all.filter(({ operation, insists }) => operation.kind === "pay" && !insists);
    expect(misuses.length).toBeGreaterThan(5);
    for (const { operation } of misuses) {
      const honest = all.find(
        (wish) =>
          wish.insists &&
          operation.kind === "pay" &&
          wish.operation.kind === "pay" &&
          wish.operation.key === operation.key,
      );
      expect(honest?.operation.kind === "pay" && honest.operation.body).not.toBe(
        operation.kind === "pay" && operation.body,
      );
    }
  });

  it("never ask back more than was paid, and ask some payments for more than one part", () => {
    const all = wishes(4, 20_000);
    const paid = new Map<string, number>();
    const refunds = new Map<string, number[]>();
    for (const { operation, insists } of all) {
      if (operation.kind === "pay" && insists) paid.set(operation.key, operation.amount);
      if (operation.kind === "refund") {
        refunds.set(operation.of, [...(refunds.get(operation.of) ?? []), operation.amount]);
      }
    }
    for (const [of, parts] of refunds) {
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeLessThanOrEqual(paid.get(of) ?? 0);
    }
    expect([...refunds.values()].some((parts) => parts.length > 1)).toBe(true);
  });
});
