// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as ts from "typescript";

const root = resolve(__dirname, "../..");

/** What a file imports. */
export interface Import {
  /** Path from the repository's root for a file of ours, else the package's name. */
  readonly target: string;
  /** Whether only types come from it, so that nothing of it runs. */
  readonly typeOnly: boolean;
}

/** Every TypeScript file below a folder, by its path from the repository's root. */
export function sourcesIn(folder: string): string[] {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file))
    .sort();
}

/** Imports and re-exports of a file. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
    return [{ target: targetOf(file, moduleSpecifier.text), typeOnly: isTypeOnly(statement) }];
  });
}

/** The text of a file of the repository. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const at = resolve(root, dirname(file), specifier);
  const found = [`${at}.ts`, join(at, "index.ts"), at].find((path) => existsSync(path));
  return relative(root, found ?? at);
}
