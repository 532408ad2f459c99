// SPDX-License-Identifier: Apache-2.0
import { inspect } from "node:util";

import type { z } from "zod";

import type { Issue } from "../../components/shared/issues";

type Finding = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** How the whole value is called in messages, where no property can be named. */
const root = "topology";

/** The schema's findings in the words of this project: path, what is wrong, what stood there, fix. */
export function structuralIssues(findings: readonly Finding[], candidate: unknown): Issue[] {
  return findings.flatMap((finding) => toIssues(finding, candidate));
}

/**
 * Paths of values that are not well formed, list positions left out: `regions[].cidr`. Properties
 * that should not be there spoil nothing else.
 */
export function malformedPaths(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ code }) => code !== "unrecognized_keys")
    .map(({ path }) => pathText(path).replace(/\[\d+\]/g, "[]"));
}

function toIssues(finding: Finding, candidate: unknown): Issue[] {
  const path = finding.path;
  const at = pathText(path);
  const got = valueAt(candidate, path);
  if (finding.code === "unrecognized_keys") {
    return finding.keys.map((key) => ({
      path: pathText([...path, key]),
      problem: "is not a property that exists here",
      got: presentable(valueAt(candidate, [...path, key])),
      fix: "correct its spelling, or remove it",
    }));
  }
  if (got === undefined) {
    return [{ path: at, problem: "is missing", fix: `add it; it ${demand(finding)}` }];
  }
  return [
    {
      path: at,
      problem: demand(finding),
      got: presentable(got),
      fix: "write a value of that form",
    },
  ];
}

/** What the schema asks for, as the end of a sentence: `must be a string`. */
function demand(finding: Finding): string {
  switch (finding.code) {
    case "invalid_type":
      return `must be ${typeNames[finding.expected] ?? finding.expected}`;
    case "invalid_value":
      return `must be ${finding.values.map(quoted).join(" or ")}`;
    case "invalid_union":
      return `must be ${unionValues(finding).map(quoted).join(" or ")}`;
    case "too_small":
      return finding.origin === "array" ? finding.message : `must be ${finding.minimum} or more`;
    case "too_big":
      return finding.origin === "array" ? finding.message : `must be ${finding.maximum} or less`;
    // Forms of text, each with its own message in the schema; the last four never get here.
    case "invalid_format":
    case "custom":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "unrecognized_keys":
      return finding.message;
  }
}

const typeNames: Readonly<Partial<Record<string, string>>> = {
  string: "a text",
  int: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function unionValues(finding: z.core.$ZodIssueInvalidUnion): unknown[] {
  if ("options" in finding && Array.isArray(finding.options)) return finding.options;
  return finding.errors
    .flat()
    .flatMap((error) => (error.code === "invalid_value" ? error.values : []));
}

function quoted(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** `regions[1].cidr`. */
function pathText(path: Path): string {
  if (path.length === 0) return root;
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, part) =>
      typeof inside === "object" && inside !== null ? Reflect.get(inside, part) : undefined,
    value,
  );
}

/** Plain data as it is; anything else, which a message could not show as JSON, as text. */
function presentable(value: unknown): unknown {
  return isPlain(value, 3) ? value : inspect(value, { depth: 1, breakLength: Infinity });
}

function isPlain(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === 0) return false;
  return Object.values(value).every((inside) => isPlain(inside, depth - 1));
}
