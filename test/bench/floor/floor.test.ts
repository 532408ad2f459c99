// SPDX-License-Identifier: Apache-2.0
import { compareSteps, stepsIn } from "../../../bench/floor/floor";
import { MeasurementError } from "../../../bench/measure";

const same = new Map([
  ["a", "same"],
  ["b", "same"],
]);

describe("compareSteps", () => {
  it("counts the resources where both find the same, as it was left", () => {
    expect(compareSteps(same, new Map(same))).toBe(2);
  });

  it("names what the stack itself would change, which its state no longer fits", () => {
    const changed = new Map([...same, ["b", "replace"]]);
    expect(() => compareSteps(changed, same)).toThrow("b: stack replace, floor same");
  });

  it("names what only one of them has, and what would change", () => {
    const floor = new Map([
      ["a", "update"],
      ["c", "create"],
    ]);
    expect(() => compareSteps(same, floor)).toThrow(
      new MeasurementError(
        [
          "the floor differs from its stack:",
          "a: stack same, floor update",
          "b: stack same, floor none",
          "c: stack none, floor create",
        ].join("\n"),
      ),
    );
  });
});

describe("stepsIn", () => {
  it("takes the resources from an event log and nothing else", () => {
    const events = [
      { preludeEvent: {} },
      { resourcePreEvent: { metadata: { urn: "a", op: "same" } } },
      { resOutputsEvent: { metadata: { urn: "a", op: "same" } } },
      { resourcePreEvent: { metadata: { urn: "b", op: "update" } } },
    ];
    expect([...stepsIn(`${events.map((event) => JSON.stringify(event)).join("\n")}\n`)]).toEqual([
      ["a", "same"],
      ["b", "update"],
    ]);
  });
});
