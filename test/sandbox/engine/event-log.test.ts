// SPDX-License-Identifier: Apache-2.0
import { EventCounter } from "../../../sandbox/engine/event-log";

const line = (event: object) => `${JSON.stringify(event)}\n`;
const registering = line({
  diagnosticEvent: { severity: "debug", message: "Registering resource: t=x, name=y" },
});
const step = (event: string, urn: string) => line({ [event]: { metadata: { urn, op: "create" } } });

describe("EventCounter", () => {
  it("knows the total before the engine has begun with the resources", () => {
    const counter = new EventCounter();
    counter.push(registering.repeat(3) + step("resourcePreEvent", "a"));
    expect(counter.progress).toEqual({ done: 0, total: 3 });
  });

  it("counts a resource once, whether it was made or failed, and lines cut in two", () => {
    const counter = new EventCounter();
    const text = [
      step("resourcePreEvent", "a"),
      step("resOutputsEvent", "a").repeat(2),
      step("resourcePreEvent", "b"),
      step("resOpFailedEvent", "b"),
      step("resourcePreEvent", "c"),
    ].join("");
    for (const character of text) counter.push(character);
    expect(counter.progress).toEqual({ done: 2, total: 3 });
  });

  it("takes the total from the resources themselves when the engine has ended", () => {
    const counter = new EventCounter();
    counter.push(registering.repeat(3) + step("resOutputsEvent", "a"));
    counter.push(line({ summaryEvent: { resourceChanges: { create: 1 } } }));
    expect(counter.progress).toEqual({ done: 1, total: 1 });
    expect(counter.changes).toEqual({ create: 1 });
  });
});
