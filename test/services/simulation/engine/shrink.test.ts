// SPDX-License-Identifier: Apache-2.0
import { generate } from "./generate";
import type { Plan } from "./plan";
import { shrink } from "./shrink";

describe("shrink", () => {
  it("leaves the one fault, the one operation and the one change that a failure needs", () => {
    const plan = generate(7);
    const [fault] = plan.faults.slice(-1);
    const operation = plan.operations[11];
    const [change] = plan.changes;
    const needs = ({ faults, operations, changes }: Plan) =>
      faults.some((kept) => kept === fault) &&
      operations.some((kept) => kept === operation) &&
      changes.some((kept) => kept === change);
    expect(shrink(plan, needs)).toEqual({
      seed: 7,
      faults: [fault],
      operations: [operation],
      changes: [change],
    });
  });

  it("keeps a pair of faults that only fails together", () => {
    const plan = generate(12);
    const pair = [plan.faults[0], plan.faults.at(-1)];
    const needs = ({ faults }: Plan) =>
      pair.every((fault) => faults.some((kept) => kept === fault));
    expect(shrink(plan, needs)).toEqual({ seed: 12, faults: pair, operations: [], changes: [] });
  });
});
