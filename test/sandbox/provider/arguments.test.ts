// SPDX-License-Identifier: Apache-2.0
import { argumentFailures, type ArgumentTypes } from "../../../sandbox/provider/arguments";
import { unknownValue } from "../../../sandbox/provider/values";

const types: ArgumentTypes = {
  resources: {
    box: {
      name: "string",
      doors: "[house.Door]?",
      height: "number?",
      labels: "{string}?",
      lid: "house.Lid?",
      locked: "boolean?",
      owner: "string|[string]?",
      policy: "string|{any}?",
    },
  },
  objects: {
    "house.Door": { key: "string", width: "number?" },
    "house.Lid": { inner: "house.Door?" },
  },
};

/** What is refused of a box, as `path: reason`. */
function refused(inputs: Record<string, unknown>): string[] {
  const given = { name: "box", ...inputs };
  return argumentFailures(types, "box", given).map(
    ({ property, reason }) => `${property}: ${reason}`,
  );
}

describe("arguments", () => {
  it.each([
    [{}],
    [{ height: 1.5, locked: true, labels: { a: "b" }, doors: [{ key: "k", width: 2 }], lid: {} }],
    [{ owner: "me" }],
    [{ owner: ["me", "you"] }],
    [{ policy: "{}" }],
    [{ policy: { Statement: [{}] } }],
    [{ height: null, doors: null, lid: { inner: null } }],
    [{ name: unknownValue, doors: unknownValue, lid: unknownValue, height: unknownValue }],
    [{ doors: [unknownValue, { key: unknownValue }], labels: { a: unknownValue } }],
  ])("pass where they have the types that the provider takes: %j", (inputs) => {
    expect(refused(inputs)).toEqual([]);
  });

  it.each([
    [{ name: 5, height: "5" }],
    [{ name: true, height: true, locked: 1 }],
    [{ height: "-1.5", locked: "TRUE" }],
    [{ height: "", locked: "" }],
  ])("pass where the provider reads one type as the other: %j", (inputs) => {
    expect(refused(inputs)).toEqual([]);
  });

  it.each([
    [{ colour: "red" }, "colour: Invalid or unknown key"],
    [{ name: undefined }, "name: Missing required property 'name'"],
    [{ name: null }, "name: Missing required property 'name'"],
    [{ name: ["box"] }, "name: Attribute must be a string, got a list"],
    [{ name: {} }, "name: Attribute must be a string, got an object"],
    [{ height: "tall" }, "height: Attribute must be a number, got a string"],
    [{ height: [1] }, "height: Attribute must be a number, got a list"],
    [{ locked: "yes" }, "locked: Attribute must be a boolean, got a string"],
    [{ labels: ["a"] }, "labels: Attribute must be an object, got a list"],
    [{ labels: { a: { b: "c" } } }, "labels.a: Attribute must be a string, got an object"],
    [{ doors: { key: "k" } }, "doors: Attribute must be a list, got an object"],
    [{ doors: ["k"] }, "doors[0]: Attribute must be an object, got a string"],
    [{ doors: [{ key: "k" }, {}] }, "doors[1].key: Missing required property 'doors[1].key'"],
    [{ doors: [{ key: "k", hinge: 1 }] }, "doors[0].hinge: Invalid or unknown key"],
    [{ lid: [{}] }, "lid: Attribute must be an object, got a list"],
    [{ lid: { inner: { key: [] } } }, "lid.inner.key: Attribute must be a string, got a list"],
    [{ owner: [{}] }, "owner: Attribute must be a string, got a list"],
  ])("are refused with path and reason: %j", (inputs, reason) => {
    expect(refused(inputs)).toEqual([reason]);
  });

  it("are refused all at once", () => {
    expect(refused({ colour: "red", height: [], doors: [{}] })).toHaveLength(3);
  });

  it("of a type that the data lacks say how to get them", () => {
    const [failure] = argumentFailures(types, "ball", {});
    expect(failure?.reason).toContain("npm run arguments");
  });
});
