// SPDX-License-Identifier: Apache-2.0

/** What `runtime.options` of a Pulumi.yaml says about how to start Node. */
export interface RuntimeOptions {
  /** Whether ts-node loads the program. */
  readonly typescript: boolean;
  /** Path of the tsconfig that ts-node reads, relative to the program's folder. */
  readonly tsconfig: string | undefined;
  /** Arguments for Node itself, before the program. */
  readonly nodeargs: readonly string[];
}

/** Reads the options as the official language host does: TypeScript is on unless it is switched off. */
export function parseRuntimeOptions(options: Readonly<Record<string, unknown>>): RuntimeOptions {
  const { typescript = true, tsconfig, nodeargs = "" } = options;
  if (typeof typescript !== "boolean") throw new Error("typescript option must be a boolean");
  if (tsconfig !== undefined && typeof tsconfig !== "string") {
    throw new Error("tsconfig option must be a string");
  }
  if (typeof nodeargs !== "string") throw new Error("nodeargs option must be a string");
  return { typescript, tsconfig, nodeargs: splitArguments(nodeargs) };
}

/** The environment variables through which @pulumi/pulumi/cmd/run learns of the options. */
export function variablesFor(options: RuntimeOptions): Record<string, string> {
  return {
    ...(options.typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(options.tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}

/** Splits a command line into words; quotes keep spaces, a backslash keeps the next character. */
export function splitArguments(line: string): string[] {
  const words = line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
  return words.map((word) =>
    word.replace(
      /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/gs,
      (_, escaped?: string, double?: string, single?: string) =>
        escaped ?? double?.replace(/\\(.)/gs, "$1") ?? single ?? "",
    ),
  );
}
