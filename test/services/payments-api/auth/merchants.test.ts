// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

import { Merchants } from "../../../../services/payments-api/auth/merchants";

const key = (letter: string) => `sk_${letter.repeat(43)}`;

describe("Merchants", () => {
  it("asks for a key by its hash alone", async () => {
    const merchantOf = jest.fn().mockResolvedValue("m1");
    expect(await new Merchants({ merchantOf }, 10).find(key("a"))).toBe("m1");
    expect(merchantOf).toHaveBeenCalledWith(createHash("sha256").update(key("a")).digest());
  });

  it.each(["", "sk_short", `${key("a")}a`, `pk_${"a".repeat(43)}`])(
    "asks nobody about what can be no key: %s",
    async (text) => {
      const merchantOf = jest.fn();
      expect(await new Merchants({ merchantOf }, 10).find(text)).toBeUndefined();
      expect(merchantOf).not.toHaveBeenCalled();
    },
  );

  it("asks once for requests at the same time, and again when time is over", async () => {
    let now = 0;
    const merchantOf = jest.fn().mockResolvedValue("m1");
    const merchants = new Merchants({ merchantOf }, 10, 100, () => now);
    await Promise.all([merchants.find(key("a")), merchants.find(key("a"))]);
    now = 9_999;
    await merchants.find(key("a"));
    expect(merchantOf).toHaveBeenCalledTimes(1);
    now = 10_000;
    await merchants.find(key("a"));
    expect(merchantOf).toHaveBeenCalledTimes(2);
  });

  it("remembers no unknown key and no failure", async () => {
    const merchantOf = jest
      .fn()
      .mockResolvedValueOnce(undefined)
      .mockRejectedValueOnce(new Error("database down"))
      .mockResolvedValue("m1");
    const merchants = new Merchants({ merchantOf }, 10);
    expect(await merchants.find(key("a"))).toBeUndefined();
    await expect(merchants.find(key("a"))).rejects.toThrow("database down");
    expect(await merchants.find(key("a"))).toBe("m1");
  });

  it("forgets the oldest key when it remembers too many", async () => {
    const merchantOf = jest.fn().mockResolvedValue("m1");
    const merchants = new Merchants({ merchantOf }, 10, 2);
    for (const letter of ["a", "b", "c", "c", "a"]) await merchants.find(key(letter));
    expect(merchantOf).toHaveBeenCalledTimes(4);
  });
});
