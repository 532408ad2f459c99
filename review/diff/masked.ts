// SPDX-License-Identifier: Apache-2.0
import { isSensitive, secretMark, unknownMarks } from "../../policy/lib/value";
import { redacted } from "../graph/redact";

/** Shown in place of a value that only the update will give. */
export const knownLater = "(known after update)";

/** A value that may be a secret: it can be compared, and is never shown. */
export class Hidden {
  readonly #text: string;

  constructor(value: unknown) {
    this.#text = JSON.stringify(value) ?? "";
  }

  equals(other: unknown): boolean {
    return other instanceof Hidden && other.#text === this.#text;
  }

  toJSON(): string {
    return "(secret)";
  }
}

/** A value that only an update tells. */
export class Unknown {
  toJSON(): string {
    return knownLater;
  }
}

/**
 * Properties as they can be compared and shown: secrets hidden, also those that only a name or the
 * form of the text gives away, unknown values named, and JSON in texts unfolded.
 */
export function masked(properties: unknown): unknown {
  return maskedValue(redacted(properties), false);
}

function maskedValue(value: unknown, sensitive: boolean): unknown {
  if (typeof value === "string") return maskedText(value, sensitive);
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, sensitive));
  if (typeof value === "object" && value !== null) return maskedObject(value, sensitive);
  // Whether there is a password is no secret.
  return sensitive && typeof value === "number" ? new Hidden(value) : value;
}

function maskedObject(value: object, sensitive: boolean): object {
  const entries = Object.entries(value) as [string, unknown][];
  // `{ name: "DB_PASSWORD", value: "..." }`, as of a container's environment.
  const names = entries.filter(([key]) => /^(name|key)$/i.test(key)).map(([, name]) => name);
  const named = names.some((name) => typeof name === "string" && isSensitive(name));
  return Object.fromEntries(
    entries.map(([key, inside]) => [
      key,
      maskedValue(inside, sensitive || isSensitive(key) || (named && /^value$/i.test(key))),
    ]),
  );
}

function maskedText(text: string, sensitive: boolean): unknown {
  if (unknownMarks.includes(text)) return new Unknown();
  if (text === secretMark || sensitive || text.includes("PRIVATE KEY-----")) {
    return new Hidden(text);
  }
  const inside = jsonIn(text);
  if (inside !== undefined) return maskedValue(inside, false);
  return unknownMarks
    .reduce((shown, mark) => shown.replaceAll(mark, knownLater), text)
    .replace(/:\/\/[^\s:@/]*:[^\s@/]+@/g, "://(secret)@");
}

/**
 * The object or list that a text holds, as policies and dashboards are given, or a text that holds
 * one; a text in quotation marks, as of a DNS record, stays what it is.
 */
function jsonIn(text: string): object | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "string") return jsonIn(value);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
