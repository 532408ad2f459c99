// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

import { documentation } from "../../policy/lib/documentation";
import { wholeEnvironment } from "../../policy/lib/whole-environment";
import { ruleGroups, rules } from "../../policy/rules";

const repository = resolve(__dirname, "../..");
const read = (...path: string[]) => readFileSync(join(repository, ...path), "utf8");
const files = readdirSync(join(repository, "policy", "rules"), {
  recursive: true,
  encoding: "utf8",
}).map((path) => basename(path));

/** Sound rules that the blueprint still breaks; each is in the list of what is open. */
const awaitingTheBlueprint = ["bound-created-roles.ts"];

describe("what is written from the rules", () => {
  it("is docs/policies.md as committed; npm run policies writes it", () => {
    expect(read("docs", "policies.md")).toBe(documentation(ruleGroups));
  });

  it("is the configuration for a whole environment as committed", () => {
    expect(JSON.parse(read("policy", "environment.json"))).toEqual(wholeEnvironment(rules));
  });
});

describe("a rule", () => {
  it.each(rules)("$id says what it asks, why and what to do, in sentences", (rule) => {
    const { requirement, protectsFrom, fix, sources, types } = rule;
    for (const text of [requirement, protectsFrom, fix]) expect(text).toMatch(/^\S.{15,}\.$/s);
    for (const source of sources) expect(source).toMatch(/^https:\/\/[^\s]+$/);
    expect(types.length).toBeGreaterThan(0);
  });

  it.each(rules)("$id is in a file of its name", ({ id }) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(files).toContain(`${id}.ts`);
  });

  it("is listed when it has a file", () => {
    const listed = [...rules.map(({ id }) => `${id}.ts`), ...awaitingTheBlueprint];
    expect(files.filter((file) => /-.*\.ts$/.test(file)).sort()).toEqual(listed.sort());
  });

  it("has an id of its own", () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
