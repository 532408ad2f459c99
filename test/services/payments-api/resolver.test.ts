// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { Resolver } from "../../../services/payments-api/resolver";

/** Lets a resolver work over sweeps that are given one after another, until they are used up. */
async function sweepOver(
  sweeps: readonly (() => Promise<{ claimed: number; open: number }>)[],
): Promise<{ troubles: unknown[]; swept: number }> {
  const left = [...sweeps];
  const troubles: unknown[] = [];
  let swept = 0;
  const sweep = () => left.shift()?.() ?? Promise.resolve({ claimed: 0, open: 0 });
  const resolver = new Resolver(
    { sweep },
    {
      milliseconds: 1,
      atOnce: 1,
      swept: () => (swept += 1),
      trouble: (error) => troubles.push(error),
    },
  );
  resolver.start();
  while (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await resolver.stop();
  return { troubles, swept };
}

const found =
  (claimed: number, open = 0) =>
  () =>
    Promise.resolve({ claimed, open });

describe("Resolver", () => {
  it("goes on in one round while there is something to claim", async () => {
    expect(await sweepOver([found(4), found(4), found(1), found(0)])).toMatchObject({
      swept: 3,
      troubles: [],
    });
  });

  it("comes again after it had nothing to do here, and tells nobody", async () => {
    const lost = () => Promise.reject(new Unavailable("not here"));
    const { swept, troubles } = await sweepOver([lost, lost, found(1)]);
    expect(swept).toBe(1);
    expect(troubles).toEqual([]);
  });

  it("tells of a defect, and comes again", async () => {
    const defect = new TypeError("a defect");
    const { troubles } = await sweepOver([() => Promise.reject(defect), found(1)]);
    expect(troubles).toEqual([defect]);
  });
});
