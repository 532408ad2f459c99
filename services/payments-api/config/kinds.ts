// SPDX-License-Identifier: Apache-2.0
import * as z from "zod";

import type { Variables } from "./variables";

/** The AWS name of a region. */
export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);

/** Whether a text is a URL with such a protocol. */
export function isUrl(text: string, protocols: RegExp): boolean {
  return URL.canParse(text) && protocols.test(new URL(text).protocol);
}

/** A URL with such a protocol. */
export function url(protocols: RegExp) {
  return z.string().refine((text) => isUrl(text, protocols));
}

/** Texts with commas between. @param length how many @default - one or more */
export function list<Item extends z.ZodType<string, string>>(item: Item, length?: number) {
  const items = z.array(item).min(1);
  return z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(length === undefined ? items : items.length(length));
}

/** A whole number in a range. */
export function whole(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
}

/** A variable with a whole number in a range, and a default. */
export function count(what: string, least: number, most: number, byDefault: number) {
  return {
    schema: whole(least, most).default(byDefault),
    allowed: `${what}, a whole number from ${least} to ${most}`,
    fix: `leave it out for ${byDefault}`,
  };
}

/** Where the journal is. */
export const journalVariables = {
  JOURNAL_TABLE: {
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
    schema: z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/),
    allowed: "the name of the journal's DynamoDB table",
    fix: "set it to the name that the base stack gives out",
  },
  JOURNAL_REGIONS: {
    schema: list(region),
    allowed: "AWS names of the regions that hold a replica of the journal, nearest first",
    fix: "set it, such as eu-west-1,eu-central-1",
  },
  JOURNAL_ENDPOINTS: {
    schema: list(url(/^https?:$/)).optional(),
    allowed: "http or https URLs, one for each of JOURNAL_REGIONS and in their order",
    fix: "leave it out for AWS's own",
  },
} as const satisfies Variables;

/** What the log tells. Nothing above error: pages are lines of that level. */
export const logLevel = {
  schema: z.enum(["error", "warn", "info", "debug"]).default("info"),
  allowed: "error, warn, info or debug",
  fix: "leave it out for info",
};
