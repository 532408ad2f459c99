// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";

import { changed, type CloudObject } from "../../../sandbox/provider/cloud";
import type { ProviderDefinition } from "../../../sandbox/provider/provider";
import type { ResourceType } from "../../../sandbox/provider/resource-type";
import { unknownValue } from "../../../sandbox/provider/values";
import { type Made, StandIn } from "../../support/stand-in";

const token = "test:index/box:Box";

const box: ResourceType = {
  token,
  source: "https://example.com/box",
  id: ({ unique }) => `box-${unique(8)}`,
  autoName: { property: "name", maximumLength: 20 },
  replaceOn: ["name", "shape.corners"],
  defaults: { shape: { colour: "grey", corners: 4 } },
  outputs: ({ id, digest }) => ({ arn: `arn:${id}`, shape: { serial: digest(4) } }),
  renews: ["version"],
  writeOnly: ["secret"],
  remains: ({ id }): CloudObject[] => [
    { type: "leftover:box/lid", id, place: "global", urn: "", inputs: {}, computed: {} },
  ],
  rules: [
    {
      code: "TooHeavy",
      property: "weight",
      stage: "write",
      source: "https://example.com/box",
      refuses: ({ inputs }) => (Number(inputs.weight ?? 0) > 9 ? "too heavy" : undefined),
    },
  ],
};

const definition: ProviderDefinition = {
  name: "test",
  version: "1.0.0",
  typeOf: (wanted) => (wanted === token ? box : undefined),
  invokes: {},
  placeOf: ({ region }) => String(region),
};

let stand: StandIn;
beforeEach(() => {
  stand = new StandIn(definition);
});
afterEach(() => stand.dispose());

const make = (inputs = {}): Promise<Made> => stand.make(token, "box", inputs);

describe("check", () => {
  it("says what is missing for a type without a table entry", () => {
    const { failures } = stand.check("test:index/ball:Ball", "ball", {});
    expect(failures[0]?.reason).toContain("the sandbox has no type test:index/ball:Ball");
  });

  it("keeps a name from before, and gives a new one to a replacement", async () => {
    const { inputs } = await make();
    expect(inputs.name).toMatch(/^box-[0-9a-f]{7}$/);
    expect(stand.check(token, "box", {}, inputs).inputs.name).toBe(inputs.name);
    expect(stand.check(token, "box", {}).inputs.name).not.toBe(inputs.name);
  });
});

describe("create", () => {
  it("fills in defaults below what was asked for, and lets computed values win", async () => {
    const { state } = await make({ shape: { corners: 6 } });
    expect(state.shape).toEqual({
      colour: "grey",
      corners: 6,
      serial: expect.stringMatching(/^[0-9a-f]{4}$/) as string,
    });
  });

  it("refuses by the table's rules, with code and property", async () => {
    await expect(make({ weight: 10 })).rejects.toThrow(
      "api error TooHeavy: too heavy (property weight)",
    );
    expect(stand.cloud.all()).toEqual([]);
  });

  it("keeps a write-only value out of the state and off the disk", async () => {
    const made = await make({ secret: "hunter2" });
    expect(made.state).not.toHaveProperty("secret");
    expect(stand.handler.planned(made.target, made.inputs)).not.toHaveProperty("secret");
    const files = execFileSync("grep", ["-rc", "", stand.cloud.directory], { encoding: "utf8" });
    expect(files).toContain(".json");
    const found = (): string =>
      execFileSync("grep", ["-r", "hunter2", stand.cloud.directory], { encoding: "utf8" });
    expect(found).toThrow();
  });
});

describe("a new id", () => {
  const labelled: ResourceType = { ...box, id: ({ unique }) => `BOX-${unique(8).toUpperCase()}` };

  it("is another one while the object that is to be replaced is still there", async () => {
    const made = await make();
    expect((await make()).object.id).not.toBe(made.object.id);
    await stand.delete(made);
    expect((await make()).object.id).toBe(made.object.id);
  });

  it("is so in whatever way the type writes its digits", async () => {
    const other = new StandIn({ ...definition, typeOf: () => labelled });
    const [first, second] = [await other.make(token, "b", {}), await other.make(token, "b", {})];
    other.dispose();
    expect(second.object.id).not.toBe(first.object.id);
    expect(second.inputs.name).not.toBe(first.inputs.name);
  });
});

describe("diff", () => {
  it("replaces by a forced property, nested or not, and updates by another", async () => {
    const made = await make({ shape: { corners: 4, colour: "red" } });
    const { changed: paths, replaces } = stand.diff(made, {
      name: "other",
      shape: { corners: 5, colour: "blue" },
    });
    expect(paths.map(({ path }) => path)).toEqual(["name", "shape.colour", "shape.corners"]);
    expect(replaces).toEqual(["name", "shape.corners"]);
  });

  it("doesn't compare what is never given back", async () => {
    expect(stand.diff(await make({ secret: "one" }), { secret: "two" }).changed).toEqual([]);
  });

  it("deletes first what is replaced under the same name", async () => {
    const made = await make({ name: "box" });
    const shape = { shape: { corners: 5 } };
    expect(stand.diff(made, shape).deleteBeforeReplace).toBe(true);
    expect(stand.diff(made, { ...shape, name: "box-2" }).deleteBeforeReplace).toBe(false);
    expect(stand.diff(made, { weight: 1 }).deleteBeforeReplace).toBe(false);
  });
});

describe("update", () => {
  it("keeps id and computed values", async () => {
    const made = await make();
    const next = await stand.change(made, { weight: 3 });
    expect(next.state).toEqual({ ...made.state, weight: 3 });
  });

  it("doesn't know yet, at preview, what every change makes anew", async () => {
    const made = await make();
    const planned = stand.handler.plannedUpdate(made.target, made.state, { weight: 3 });
    expect(planned).toEqual({ ...made.state, weight: 3, version: unknownValue });
  });

  it("fails for what is gone, and for what the rules refuse", async () => {
    const made = await make();
    await expect(stand.change(made, { weight: 10 })).rejects.toThrow("TooHeavy");
    stand.cloud.remove(made.object);
    await expect(stand.change(made, { weight: 1 })).rejects.toThrow("ResourceNotFound");
  });
});

describe("read", () => {
  it("shows the inputs as they were, without what was computed, when nothing changed", async () => {
    const made = await make({ shape: { corners: 6 }, secret: "hunter2" });
    expect(stand.read(made)?.inputs).toEqual(made.inputs);
  });

  it("shows a change behind Pulumi's back, and only that", async () => {
    const made = await make({ shape: { corners: 6 }, weight: 1 });
    stand.cloud.put(changed(made.object, "shape.corners", 3));
    expect(stand.read(made)?.inputs).toEqual({ ...made.inputs, shape: { corners: 3 } });
  });

  it("finds nothing once the object is gone", async () => {
    const made = await make();
    stand.cloud.remove(made.object);
    expect(stand.read(made)).toBeUndefined();
  });
});

describe("delete", () => {
  it("leaves behind what the table says, and does nothing twice", async () => {
    const made = await make();
    await stand.delete(made);
    await stand.delete(made);
    expect(stand.cloud.all().map(({ type }) => type)).toEqual(["leftover:box/lid"]);
  });
});
