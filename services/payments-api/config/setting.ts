// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";

/** One problem with the configuration, in the words of whoever set it. */
export interface SettingIssue {
  /** Name of the environment variable. */
  readonly path: string;
  /** The value as given; left out for a secret. @default - there was none */
  readonly got?: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown at start when the configuration can't be used; its message lists every problem. */
export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";

  constructor(readonly issues: readonly SettingIssue[]) {
    super(["the configuration can't be used:", ...issues.map(described)].join("\n"));
  }
}

function described({ path, got, allowed, fix }: SettingIssue): string {
  const value = got === undefined ? "" : `, got ${JSON.stringify(got)}`;
  return `  - ${path}: allowed is ${allowed}${value}; ${fix}`;
}

/**
 * Puts the content of the file that `NAME_FILE` names in place of `NAME`, for secrets that are
 * mounted as files. A line break at its end is not part of the secret.
 */
export function withFiles(
  environment: Environment,
  secrets: readonly string[],
): { readonly environment: Environment; readonly issues: readonly SettingIssue[] } {
  const issues: SettingIssue[] = [];
  const values: Record<string, string | undefined> = { ...environment };
  for (const name of secrets) {
    const path = `${name}_FILE`;
    const file = environment[path];
    if (file === undefined || file === "") continue;
    if (environment[name] !== undefined) {
      issues.push({
        path,
        got: file,
        allowed: `only one of ${name} and ${path}`,
        fix: `unset one of them`,
      });
      continue;
    }
    try {
      values[name] = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    } catch (error) {
      issues.push({
        path,
        got: file,
        allowed: "a file that this process can read",
        fix: `mount it, or correct its path or mode (${(error as NodeJS.ErrnoException).code})`,
      });
    }
  }
  return { environment: values, issues };
}

/**
 * The settings of a program, read when it starts; otherwise says every problem, and ends it.
 *
 * @param code what it then ends with @default 1
 */
export function settingsOrExit<Settings>(
  read: (environment: Environment) => Settings,
  code = 1,
): Settings {
  try {
    return read(process.env);
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(code);
  }
}
