// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from "node:fs";

import { parse } from "yaml";
import { z } from "zod";

/** What every entry of a ledger says: which resources it is about, and why it is there. */
export const ledgerEntry = z.strictObject({
  /** Pattern of the stack's name: `production-*`. */
  stack: z.string().min(1),
  /** Pattern of the resource, type and name: `aws:s3/bucket:Bucket payments-logs`. */
  resource: z.string().min(1),
  reason: z.string().min(20, "say why, in a sentence"),
});

/** The last day on which an entry holds. */
export const lastDay = z.iso.date("write a day as 2027-01-31");

/** A ledger can't be used; every problem is in the message. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
}

/**
 * The entries in a YAML file under version control, below one key; none where there is no file.
 *
 * @throws LedgerError naming every problem
 */
export function readLedger<T>(path: string, key: string, entry: z.ZodType<T>): T[] {
  return existsSync(path) ? parseLedger(readFileSync(path, "utf8"), { path, key, entry }) : [];
}

/** @throws LedgerError naming every problem */
export function parseLedger<T>(
  text: string,
  {
    path,
    key,
    entry,
  }: { readonly path: string; readonly key: string; readonly entry: z.ZodType<T> },
): T[] {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new LedgerError(`${path} is no YAML: ${(error as Error).message}`);
  }
  const result = z.strictObject({ [key]: z.array(entry) }).safeParse(content);
  if (result.success) return result.data[key] ?? [];
  const problems = result.error.issues.map(
    (issue) => `- ${issue.path.map(String).join(".") || "the file"}: ${issue.message}`,
  );
  throw new LedgerError(`${path} can't be used:\n${problems.join("\n")}`);
}

/** Whether an entry is about a resource. */
export function isAboutResource(
  { stack, resource }: { readonly stack: string; readonly resource: string },
  urn: string,
): boolean {
  const [owner = "", , types = "", ...name] = urn.split("::");
  return (
    matches(stack, owner.replace("urn:pulumi:", "")) &&
    matches(resource, `${types.split("$").at(-1)} ${name.join("::")}`)
  );
}

/** A pattern in which a star stands for any text. */
export function matches(pattern: string, text: string): boolean {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "s").test(text);
}
