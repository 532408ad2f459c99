// SPDX-License-Identifier: Apache-2.0
import type { Value } from "./value";

/**
 * Keys of conditions that leave only callers or callees one knows.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const narrowingKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "kms:calleraccount",
]);

/** Operators that hold for given values alone; one with IfExists holds for callers without the key. */
const narrowingOperator =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/** The statements of a policy document. @throws Undecidable */
export function statementsOf(document: Value): Value[] {
  return document.json().at("Statement").items();
}

export function isAllowed(statement: Value): boolean {
  return statement.at("Effect").text() === "Allow";
}

/** Texts of an element that may be one or a list, `Action` for instance. */
export function textsOf(element: Value): string[] {
  return element.items().map((item) => item.text() ?? "");
}

/** Whether a statement is about everybody. */
export function isForAnyone(statement: Value): boolean {
  const principal = statement.at("Principal");
  const kinds = principal.entries().map(([, value]) => value);
  return (kinds.length > 0 ? kinds : [principal]).some((kind) => textsOf(kind).includes("*"));
}

/** Whether the conditions of a statement leave only some callers. */
export function isNarrowed(statement: Value): boolean {
  return conditionsOf(statement).some(
    ({ operator, key, values }) =>
      narrowingOperator.test(operator) &&
      narrowingKeys.has(key.toLowerCase()) &&
      !values.some((value) => value === "*" || /^(0\.0\.0\.0|::)\/0$/.test(value)),
  );
}

/** Operator, key and values of each condition. */
export function conditionsOf(
  statement: Value,
): { operator: string; key: string; values: string[] }[] {
  return statement
    .at("Condition")
    .entries()
    .flatMap(([operator, keys]) =>
      keys.entries().map(([key, values]) => ({ operator, key, values: textsOf(values) })),
    );
}
