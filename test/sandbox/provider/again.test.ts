// SPDX-License-Identifier: Apache-2.0
import { againOf, byArguments, onlyWhenNamed } from "../../../sandbox/provider/again";
import type { ResourceType, Rule } from "../../../sandbox/provider/resource-type";

const type = (change: Partial<ResourceType>): ResourceType => ({
  token: "test:index/box:Box",
  source: "https://example.com/box",
  id: ({ inputs }) => String(inputs.name),
  ...change,
});

const rule = (code: string, stage: Rule["stage"] = "create"): Rule => ({
  ...{ code, stage, property: "name", source: "https://example.com/box" },
  refuses: () => undefined,
});

describe("what a second creation does", () => {
  it.each([
    "EntityAlreadyExists",
    "Resource.AlreadyAssociated",
    "BucketAlreadyOwnedByYou",
    "ResourceExistsException",
    "ResourceInUseException",
    "DuplicateListener",
    "InvalidPermission.Duplicate",
  ])("is refused where a rule about creations says %s", (code) => {
    expect(againOf(type({ rules: [rule(code)] }))).toBe("refused");
    expect(againOf(type({ rules: [rule(code, "write")] }))).toBe("refused");
  });

  it.each([rule("ResourceInUseException", "delete"), rule("DuplicateSubnetsInSameZone")])(
    "isn't refused by a rule about something else: $code at $stage",
    (other) => {
      expect(againOf(type({ rules: [other] }))).toBe("same");
    },
  );

  it("is another object where the id is made anew each time", () => {
    expect(againOf(type({ id: ({ unique }) => `box-${unique(8)}` }))).toBe("another");
  });

  it("is what the entry says, whatever else there is", () => {
    expect(againOf(type({ again: "refused" }))).toBe("refused");
  });

  it("may depend on the arguments", () => {
    const again: ResourceType["again"] = ({ open }) => (open === true ? "another" : "refused");
    expect(againOf(type({ again }), { open: true })).toBe("another");
    expect(againOf(type({ again }))).toBe("refused");
    expect([byArguments(type({ again })), byArguments(type({ again: "same" }))]).toEqual([
      true,
      false,
    ]);
  });

  it("depends on the name where the provider gives one", () => {
    const autoName = { property: "name", maximumLength: 10 };
    expect(onlyWhenNamed(type({ autoName }))).toBe(true);
    expect(onlyWhenNamed(type({}))).toBe(false);
    expect(onlyWhenNamed(type({ autoName, id: ({ unique }) => unique(8) }))).toBe(false);
  });
});
