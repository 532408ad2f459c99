// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import { Timeline } from "./timeline";

describe("Timeline", () => {
  it("lets everything happen in the order of time, and of planning at one time", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 200 }), (times) => {
        const timeline = new Timeline();
        const happened: [number, number][] = [];
        times.forEach((time, index) => {
          timeline.at(time, () => {
            happened.push([timeline.now, index]);
          });
        });
        timeline.runUntil(20);
        const expected = times
          .map((time, index): [number, number] => [time, index])
          .sort(([time, index], [other, otherIndex]) => time - other || index - otherIndex);
        expect(happened).toEqual(expected);
      }),
    );
  });

  it("leaves what is planned later than the end, and what is planned once it is stopped", () => {
    const timeline = new Timeline();
    const happened: string[] = [];
    timeline.at(5, () => happened.push("early"));
    timeline.at(15, () => happened.push("late"));
    timeline.runUntil(10);
    expect(happened).toEqual(["early"]);
    timeline.stop();
    timeline.runUntil(20);
    expect(happened).toEqual(["early"]);
  });
});
