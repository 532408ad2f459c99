// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import * as ts from "typescript";

import type { ArgumentTypes } from "../../provider/arguments";

const sdk = dirname(require.resolve("@pulumi/aws/package.json"));

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;
type Arguments = Record<string, string>;

/**
 * The arguments of AWS's types as the SDK declares them, with the nested objects that they lead to.
 *
 * Reads the declarations only: the names in them say it all, so that no type checker has to run.
 */
export function argumentsFromSdk(tokens: readonly string[]): ArgumentTypes {
  const nested = interfacesIn(join("types", "input.d.ts"));
  const resources: Record<string, Arguments> = {};
  const objects: Record<string, Arguments> = {};
  const read = (declaration: ts.InterfaceDeclaration): Arguments => {
    const found = argumentsOf(declaration);
    for (const name of Object.values(found).flatMap(objectNames)) {
      if (objects[name] !== undefined) continue;
      objects[name] = {};
      objects[name] = read(required(nested, name));
    }
    return found;
  };
  for (const token of [...tokens].sort()) {
    const [, module = "", name = ""] = token.split(":");
    resources[token] = read(required(interfacesIn(`${module}.d.ts`), `${name}Args`));
  }
  return { resources, objects: sorted(objects) };
}

/** Every interface of a file of the SDK, by its name with that of its namespace: `ec2.VpcRoute`. */
function interfacesIn(path: string): Interfaces {
  const text = readFileSync(join(sdk, path), "utf8");
  const found = new Map<string, ts.InterfaceDeclaration>();
  const visit = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) found.set(prefix + statement.name.text, statement);
      if (!ts.isModuleDeclaration(statement) || statement.body === undefined) continue;
      if (!ts.isModuleBlock(statement.body)) continue;
      visit(statement.body.statements, `${prefix}${statement.name.text}.`);
    }
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ES2022).statements, "");
  return found;
}

function required(interfaces: Interfaces, name: string): ts.InterfaceDeclaration {
  const found = interfaces.get(name);
  if (found === undefined) throw new Error(`@pulumi/aws declares no interface ${name}`);
  return found;
}

function argumentsOf({ members }: ts.InterfaceDeclaration): Arguments {
  const properties = members.filter((member) => ts.isPropertySignature(member));
  return sorted(
    Object.fromEntries(
      properties.map(({ name, type, questionToken }) => [
        ts.isIdentifier(name) ? name.text : "",
        `${typeText(type)}${questionToken === undefined ? "" : "?"}`,
      ]),
    ),
  );
}

/** The type in the words of {@link ArgumentTypes}. */
function typeText(type: ts.TypeNode | undefined): string {
  if (type === undefined) return "any";
  if (ts.isArrayTypeNode(type)) return `[${typeText(type.elementType)}]`;
  if (ts.isUnionTypeNode(type)) {
    const given = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
    const alternatives = [...new Set(given.map(typeText))];
    // Text or an object is a document: the provider writes it out and AWS judges what is in it.
    const isDocument = alternatives.includes("string") && alternatives.some(isObject);
    return isDocument ? "string|{any}" : alternatives.join("|");
  }
  if (ts.isTypeLiteralNode(type)) {
    const [index] = type.members.filter((member) => ts.isIndexSignatureDeclaration(member));
    return `{${typeText(index?.type)}}`;
  }
  if (ts.isTypeReferenceNode(type)) return referenceText(type);
  return keywords[type.kind] ?? "string";
}

/** An input is what it holds; enumerations, ARNs and resources are all sent as text. */
function referenceText({ typeName, typeArguments }: ts.TypeReferenceNode): string {
  const name = entityText(typeName);
  if (name === "pulumi.Input") return typeText(typeArguments?.[0]);
  return name.startsWith("inputs.") ? name.slice("inputs.".length) : "string";
}

function entityText(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${entityText(name.left)}.${name.right.text}`;
}

const keywords: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.AnyKeyword]: "any",
  [ts.SyntaxKind.BooleanKeyword]: "boolean",
  [ts.SyntaxKind.NumberKeyword]: "number",
};

function isObject(type: string): boolean {
  return objectNames(type).length > 0;
}

/** Names of objects in a type: those with a dot, since every one has a namespace. */
function objectNames(type: string): string[] {
  return type.match(/\w+(\.\w+)+/g) ?? [];
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
