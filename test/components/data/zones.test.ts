// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import { zonesInTurn } from "../../../components/data/zones";

describe("zonesInTurn", () => {
  it("spreads evenly: as many as asked for, and no zone has two more than another", () => {
    const zones = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), zones, (count, names) => {
        const spread = zonesInTurn(count, names);
        const loads = names.map((name) => spread.filter((zone) => zone === name).length);
        expect(spread).toHaveLength(count);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
