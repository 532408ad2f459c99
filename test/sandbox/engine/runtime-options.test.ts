// SPDX-License-Identifier: Apache-2.0
import {
  parseRuntimeOptions,
  splitArguments,
  variablesFor,
} from "../../../sandbox/engine/runtime-options";

describe("splitArguments", () => {
  it.each([
    ["", []],
    ["  --a   -b ", ["--a", "-b"]],
    [`--require "./my file.js" --x='1 2'`, ["--require", "./my file.js", "--x=1 2"]],
    [String.raw`a\ b "c \"d\""`, ["a b", 'c "d"']],
  ])("splits %j into words", (line, words) => {
    expect(splitArguments(line)).toEqual(words);
  });
});

describe("parseRuntimeOptions", () => {
  it("loads TypeScript unless it is switched off", () => {
    expect(variablesFor(parseRuntimeOptions({}))).toEqual({ PULUMI_NODEJS_TYPESCRIPT: "true" });
    expect(variablesFor(parseRuntimeOptions({ typescript: false, tsconfig: "a.json" }))).toEqual({
      PULUMI_NODEJS_TSCONFIG_PATH: "a.json",
    });
  });

  it("fails when an option has the wrong type", () => {
    expect(() => parseRuntimeOptions({ nodeargs: 1 })).toThrow("nodeargs option must be a string");
  });
});
