// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { fitted, widthOf } from "../../../../review/diagram/draw/text";

const face = { size: 11, bold: true };

describe("fitted", () => {
  it("leaves a text for which there is room as it is", () => {
    expect(fitted("payments", face, 200)).toBe("payments");
  });

  it("cuts the end off and says so", () => {
    expect(fitted("payments-network-zone-a-private", face, 100)).toMatch(/^payments-n\w*…$/);
  });

  it("never exceeds the room", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(300), (text, room) => {
        expect(widthOf(fitted(text, face, room), face)).toBeLessThanOrEqual(room);
      }),
    );
  });
});
