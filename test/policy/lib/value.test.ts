// SPDX-License-Identifier: Apache-2.0
import { Undecidable, unknownMarks, Value } from "../../../policy/lib/value";

const urn = "urn:pulumi:test::project::aws:s3/bucket:Bucket::one";
const of = (properties: object) => Value.of(properties, urn);
const mark = unknownMarks[2];

describe("a value", () => {
  it("is read by its path, and says that path", () => {
    const value = of({ rules: [{ cidr: "10.0.0.0/8" }] }).at("rules", 0, "cidr");
    expect([value.text(), value.path, value.property]).toEqual([
      "10.0.0.0/8",
      "rules[0].cidr",
      "rules",
    ]);
  });

  it.each(unknownMarks)("is unknown where the engine puts %s", (unknown) => {
    const value = of({ a: unknown }).at("a");
    expect([value.isKnown, value.isGiven]).toEqual([false, true]);
    for (const read of [
      () => value.text(),
      () => value.flag(),
      () => value.number(),
      () => value.items(),
      () => value.entries(),
      () => value.json(),
      () => value.isAbsent,
      () => value.at("b", 0).text(),
    ]) {
      expect(read).toThrow(Undecidable);
    }
  });

  it("is as unreadable where it is a secret", () => {
    expect(() => of({ a: "[secret]" }).at("a").text()).toThrow("a is secret");
  });

  it("is absent where there is none, however deep", () => {
    const value = of({ a: null, b: "text" });
    for (const absent of [value.at("a"), value.at("c", "d"), value.at("b", "c")]) {
      expect([absent.isAbsent, absent.isGiven, absent.text(), absent.items()]).toEqual([
        ...[true, false, undefined],
        [],
      ]);
    }
  });

  it("takes numbers and truths also as text, as the provider does", () => {
    const value = of({ a: "10", b: 10, c: "true", d: false, e: "", f: "ten" });
    expect([value.at("a").number(), value.at("b").text()]).toEqual([10, "10"]);
    expect([value.at("c").flag(), value.at("d").flag()]).toEqual([true, false]);
    expect([value.at("e").number(), value.at("f").number()]).toEqual([undefined, undefined]);
  });

  it("reads JSON inside a text, and what is known beside what is not", () => {
    const policy = of({ policy: JSON.stringify({ Statement: [{ Effect: "Allow" }] }), b: mark });
    expect(policy.at("policy").json().at("Statement", 0, "Effect").text()).toBe("Allow");
    expect(of({ policy: "{" }).at("policy").json().isAbsent).toBe(true);
  });

  it("is shown in messages unless it may be a secret or is long", () => {
    const value = of({ a: "x", masterPassword: "hunter2", b: mark, c: "y".repeat(200) });
    expect(value.at("a").shown()).toBe('"x"');
    expect(value.at("masterPassword").shown()).not.toContain("hunter2");
    expect(value.at("b").shown()).toBe("a value that is not known yet");
    expect(value.at("c").shown()).toHaveLength(80);
    expect(value.at("d").shown()).toBe("nothing");
  });
});
