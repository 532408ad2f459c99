// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import ts from "typescript";

const components = resolve(__dirname, "../../components");

interface Optional {
  readonly file: string;
  readonly property: string;
  /** Text of its @default tag; undefined where it has none. */
  readonly documented: string | undefined;
}

/** Every optional property of every interface in a file. */
function optionalsIn(file: string): Optional[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  const found: Optional[] = [];
  const visit = (node: ts.Node): void => {
    const ofInterface = ts.isPropertySignature(node) && ts.isInterfaceDeclaration(node.parent);
    if (ofInterface && node.questionToken !== undefined) {
      const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default");
      const documented = tag && ts.getTextOfJSDocComment(tag.comment);
      found.push({ file, property: node.name.getText(), documented });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The value that the module's exported defaults have for a property. */
function defaultOf({ file, property }: Optional): unknown {
  const exported = Object.entries(jest.requireActual<Record<string, unknown>>(file));
  const tables = exported.filter(([name]) => /^(.*D|d)efaults$/.test(name));
  const table = tables.map(([, value]) => value as Record<string, unknown>);
  return table.find((values) => property in values)?.[property];
}

const optionals = readdirSync(components, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .flatMap((name) => optionalsIn(join(components, name)));

const cases = optionals.map((optional): [string, Optional] => [
  `${relative(components, optional.file)} ${optional.property}`,
  optional,
]);

describe("documented defaults", () => {
  it("finds the optional properties of the components", () => {
    expect(optionals.length).toBeGreaterThan(10);
  });

  it.each(cases)("of %s: there is one", (_, { documented }) => {
    expect(documented).toMatch(/\S/);
  });

  it.each(cases.filter(([, { documented }]) => !documented?.startsWith("- ")))(
    "of %s: it is the one that the code has",
    (_, optional) => {
      expect(JSON.parse(optional.documented ?? "")).toEqual(defaultOf(optional));
    },
  );
});
