// SPDX-License-Identifier: Apache-2.0
import { importsOf, sourcesIn } from "../../support/imports";

const components = sourcesIn("components");
const stacks = sourcesIn("stacks");

/** A folder may import itself and every layer before its own. */
const layers = [
  ["shared"],
  ["network"],
  ["cluster", "data", "edge"],
  ["delivery", "recovery", "observability"],
];

/** Modules that decide and create nothing, so they run, and are tested, without Pulumi. */
const pure = [
  ...components.filter((file) =>
    /shared\/(issues|units|naming|policy-document|key-policy)|network\/(cidr|subnet-plan)/.test(
      file,
    ),
  ),
  ...stacks.filter((file) => /^stacks\/(topology|environments\/)/.test(file)),
];

function folderOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function layerOf(folder: string): number {
  return layers.findIndex((layer) => layer.includes(folder));
}

/** Everything that runs because a file is imported, packages included. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  for (const { target, typeOnly } of importsOf(file)) {
    if (typeOnly || seen.has(target)) continue;
    seen.add(target);
    if (target.endsWith(".ts")) reached(target, seen);
  }
  return seen;
}

describe("the imports", () => {
  it("find files at all", () => {
    expect(components.length).toBeGreaterThan(50);
    expect(stacks.length).toBeGreaterThan(20);
    expect(pure.length).toBeGreaterThan(15);
  });

  it("go one way between the folders of components", () => {
    const wrong = components.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target.startsWith("components/"))
        .filter(({ target }) => folderOf(target) !== folderOf(file))
        .filter(({ target }) => layerOf(folderOf(target)) >= layerOf(folderOf(file)))
        .map(({ target }) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("know every folder of components", () => {
    const folders = new Set(components.map(folderOf));
    expect([...folders].filter((folder) => layerOf(folder) < 0)).toEqual([]);
  });

  it("reach, from components, nothing of the program but components", () => {
    const wrong = components.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target.endsWith(".ts") && !target.startsWith("components/"))
        .map(({ target }) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("reach, from stacks, only components and stacks", () => {
    const wrong = stacks.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target.endsWith(".ts") && !/^(components|stacks)\//.test(target))
        .map(({ target }) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("reach, from policies, nothing that they judge", () => {
    const wrong = sourcesIn("policy").flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => /^(components|stacks|sandbox)\//.test(target))
        .map(({ target }) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("run nothing of Pulumi for a pure module, however far away", () => {
    const wrong = pure.flatMap((file) =>
      [...reached(file)]
        .filter((target) => target.startsWith("@pulumi/"))
        .map((target) => `${file} reaches ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("form no cycle", () => {
    const cyclic = [...components, ...stacks].filter((file) => reached(file).has(file));
    expect(cyclic).toEqual([]);
  });
});
