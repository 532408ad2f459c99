// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from "node:fs";

import { parse } from "yaml";
import { z } from "zod";

import type { Finding } from "./judge";

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "write a day as 2027-01-31")
  .refine((text) => !Number.isNaN(Date.parse(text)), "there is no such day");

const exception = z.strictObject({
  rule: z.string().min(1),
  /** Pattern of the stack's name: `production-*`. */
  stack: z.string().min(1),
  /** Pattern of the resource, type and name: `aws:s3/bucket:Bucket payments-logs`. */
  resource: z.string().min(1),
  owner: z.string().min(1),
  reason: z.string().min(20, "say why, in a sentence"),
  /** The last day on which it holds. */
  expires: day,
});

/** One finding that somebody answers for, until a day. */
export type Exception = z.infer<typeof exception>;

/** The file of exceptions can't be used; every problem is in the message. */
export class ExceptionsError extends Error {
  override readonly name = "ExceptionsError";
}

/** Reads the file; without one there are no exceptions. @throws ExceptionsError */
export function readExceptions(path: string, ruleIds: readonly string[]): Exception[] {
  if (!existsSync(path)) return [];
  return parseExceptions(readFileSync(path, "utf8"), path, ruleIds);
}

/** @throws ExceptionsError naming every problem */
export function parseExceptions(
  text: string,
  path: string,
  ruleIds: readonly string[],
): Exception[] {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new ExceptionsError(`${path} is no YAML: ${(error as Error).message}`);
  }
  const known = exception.extend({
    rule: z.string().refine((id) => ruleIds.includes(id), {
      error: ({ input }) => `there is no rule ${JSON.stringify(input)}`,
    }),
  });
  const result = z.strictObject({ exceptions: z.array(known) }).safeParse(content);
  if (result.success) return result.data.exceptions;
  const problems = result.error.issues.map(
    (issue) => `- ${issue.path.map(String).join(".") || "the file"}: ${issue.message}`,
  );
  throw new ExceptionsError(`${path} can't be used:\n${problems.join("\n")}`);
}

/** Whether the exception is about a resource, whatever the day. */
export function isAbout(one: Exception, finding: Pick<Finding, "urn" | "rule">): boolean {
  const [stack = "", , types = "", ...name] = finding.urn.split("::");
  const resource = `${types.split("$").at(-1)} ${name.join("::")}`;
  return (
    one.rule === finding.rule.id &&
    matches(one.stack, stack.replace("urn:pulumi:", "")) &&
    matches(one.resource, resource)
  );
}

/** Whether it no longer holds on a day, written as 2027-01-31. */
export function isExpired(one: Exception, today: string): boolean {
  return one.expires < today;
}

/** Violations less those for which an exception holds; what can't be judged stays. */
export function withoutExcepted(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  today: string,
): Finding[] {
  const holding = exceptions.filter((one) => !isExpired(one, today));
  return findings.filter(
    (finding) => finding.kind !== "violation" || !holding.some((one) => isAbout(one, finding)),
  );
}

/** A pattern in which a star stands for any text. */
export function matches(pattern: string, text: string): boolean {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(text);
}
