// SPDX-License-Identifier: Apache-2.0
import { type DestinationStream, type Logger, pino } from "pino";

import { withoutCardNumbers } from "./card-numbers";

/** Where secrets may stand in what is logged. */
const secretPaths = [
  "authorization",
  "cookie",
  "idempotency-key",
  "token",
  "password",
  "secret",
  "apiKey",
].flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`, `*.*.*["${name}"]`]);

/** Secrets of known forms, wherever they stand: our keys and tokens, processors' keys, URLs' passwords. */
const secretForms: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sk|ct|rk|whsec)_[0-9A-Za-z_-]{8,}/g, "[secret]"],
  [/\b(bearer|basic)\s+[0-9A-Za-z._~+/=-]{8,}/gi, "$1 [secret]"],
  [/(:\/\/[^\s:/@"]*:)[^\s@/"]+@/g, "$1[secret]@"],
];

/** A line of the log with everything secret taken out, whatever field it is in. */
export function withoutSecrets(line: string): string {
  const plain = secretForms.reduce((text, [form, put]) => text.replace(form, put), line);
  return withoutCardNumbers(plain);
}

/**
 * The log, as lines of JSON. Secrets are taken out twice: by the names of fields, and by their form
 * in the line as it is written, which also finds them inside the text of an error.
 *
 * @param destination where lines go. @default standard output
 */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    // Milliseconds since 1970 have thirteen digits, as some card numbers do.
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretPaths, censor: "[secret]" },
    hooks: { streamWrite: withoutSecrets },
  };
  return destination ? pino(options, destination) : pino(options);
}
