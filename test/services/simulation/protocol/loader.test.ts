// SPDX-License-Identifier: Apache-2.0
import { SourceLoader } from "./loader";

const file = "services/journal/core/records.ts";

describe("SourceLoader", () => {
  it("makes an edit in a source on its way, and leaves the next load as it was", () => {
    const edit = {
      file,
      find: "export const formatVersion = 1;",
      replace: "export const formatVersion = 99;",
    };
    expect(new SourceLoader([edit]).load(file)["formatVersion"]).toBe(99);
    expect(new SourceLoader().load(file)["formatVersion"]).toBe(1);
  });

  it("fails when the text to be edited is not there once", () => {
    const absent = { file, find: "no such text", replace: "" };
    expect(() => new SourceLoader([absent]).load(file)).toThrow(
      `${file}: expected once, found 0 times: no such text`,
    );
    expect(() => new SourceLoader([{ file, find: " */", replace: "" }]).load(file)).toThrow(
      /expected once, found \d+ times:  \*\//,
    );
  });

  it("fails when the file of an edit was not loaded", () => {
    const elsewhere = { file: "services/journal/core/writer.ts", find: "x", replace: "y" };
    const loader = new SourceLoader([elsewhere]);
    loader.load(file);
    expect(() => {
      loader.finish();
    }).toThrow("not loaded: services/journal/core/writer.ts");
  });

  it("refuses a protocol that imports a package", () => {
    expect(() => new SourceLoader().load("services/failover/main.ts")).toThrow(
      /a protocol imports no package, got/,
    );
  });
});
