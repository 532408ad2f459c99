// SPDX-License-Identifier: Apache-2.0
import type { TSchema } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { type ValueError, ValueErrorType } from "@sinclair/typebox/errors";
import type { FastifySchemaCompiler } from "fastify";

import { holdsCardNumber } from "../telemetry/card-numbers";
import { problem, ProblemError, type ProblemIssue } from "./problem";

/** Fields whose content is never shown back. */
const secretFields: readonly string[] = ["token", "authorization"];

const longestShown = 60;

/**
 * Checks a part of a request, and refuses it with every problem at once. Nothing is repaired: only
 * numbers in a query, which is all text, are read as numbers.
 */
export const requestValidation: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const checked = TypeCompiler.Compile(schema);
  const part = httpPart ?? "request";
  return (given: unknown) => {
    const value = part === "querystring" ? withNumbers(schema, given) : given;
    const issues = checked.Check(value) ? [] : shapeIssues(part, checked.Errors(value));
    const all = [...issues, ...(part === "body" ? textIssues(part, value) : [])];
    if (all.length === 0) return { value };
    return {
      error: new ProblemError(
        problem(400, "invalid-request", "the request does not have the form that it needs", all),
      ),
    };
  };
};

/** A query with its numbers read, where they are written as whole numbers and nothing else. */
function withNumbers(schema: TSchema, query: unknown): unknown {
  if (typeof query !== "object" || query === null) return query;
  const properties = (schema.properties ?? {}) as Readonly<Record<string, TSchema>>;
  const read = Object.entries(query).map(([name, value]: [string, unknown]) => {
    const number = properties[name]?.type === "integer" && /^-?\d{1,15}$/.test(String(value));
    return [name, number ? Number(value) : value] as const;
  });
  return Object.fromEntries(read);
}

/** One issue for each place: the first error there says it best. */
function shapeIssues(part: string, errors: Iterable<ValueError>): ProblemIssue[] {
  const issues = new Map<string, ProblemIssue>();
  for (const error of errors) {
    const path = part + error.path.replaceAll("/", ".");
    if (issues.has(path)) continue;
    const unknown = error.type === ValueErrorType.ObjectAdditionalProperties;
    issues.set(path, {
      path,
      problem: unknown ? "is not known" : nothing(error.value) ? "is missing" : "is not allowed",
      ...gotten(path, error.value),
      allowed: unknown ? "no such field" : allowedBy(error.schema),
    });
  }
  return [...issues.values()];
}

/** What no text may hold, whatever its field. */
function textIssues(path: string, value: unknown): ProblemIssue[] {
  if (typeof value === "string") {
    if (holdsCardNumber(value)) {
      const allowed = "the processor's token for the card";
      return [{ path, problem: "looks like a card number", allowed }];
    }
    if (/\p{Surrogate}/u.test(value)) {
      return [{ path, problem: "has half a character", allowed: "well-formed Unicode" }];
    }
    return [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textIssues(`${path}.${name}`, part));
}

function nothing(value: unknown): boolean {
  return value === undefined;
}

function gotten(path: string, value: unknown): { got?: string } {
  if (value === undefined) return {};
  const name = path.slice(path.lastIndexOf(".") + 1);
  const text = JSON.stringify(value) ?? typeof value;
  // A whole object may hold what its fields may not show.
  if (secretFields.includes(name) || (typeof value === "object" && value !== null)) {
    return { got: `(${Array.isArray(value) ? "array" : typeof value})` };
  }
  if (holdsCardNumber(text)) return { got: "(looks like a card number)" };
  return { got: text.length > longestShown ? `${text.slice(0, longestShown)}…` : text };
}

/** What a schema allows, in words. */
function allowedBy(schema: TSchema): string {
  const choices = schema.anyOf as readonly TSchema[] | undefined;
  if (choices) return `one of ${choices.map((choice) => String(choice.const)).join(", ")}`;
  switch (schema.type) {
    case "integer":
      return `a whole number from ${schema.minimum} to ${schema.maximum}`;
    case "object":
      return "an object";
    case "string": {
      const most = schema.maxLength as number | undefined;
      const length = most === undefined ? "" : ` of 1 to ${most} characters, no control characters`;
      const form = most === undefined ? ` that matches ${String(schema.pattern)}` : "";
      return `a text${length}${form}`;
    }
    default:
      return `a value of type ${String(schema.type)}`;
  }
}
