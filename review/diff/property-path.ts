// SPDX-License-Identifier: Apache-2.0

/** A key of an object, or a place in a list. */
export type Step = string | number;

/**
 * The steps of a path as the engine writes it: `rules[0].cidrBlock`, `tags["kubernetes.io/role"]`.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/property_path.go
 */
export function stepsOf(path: string): Step[] {
  const steps = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, index, plain]) =>
    quoted !== undefined
      ? quoted.replace(/\\(.)/g, "$1")
      : index !== undefined
        ? Number(index)
        : (plain ?? ""),
  );
}

/** The steps as a path, as the engine writes it. */
export function pathOf(steps: readonly Step[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "number") return `${path}[${step}]`;
    if (/^[\w$-]+$/.test(step)) return path === "" ? step : `${path}.${step}`;
    return `${path}["${step.replace(/[\\"]/g, "\\$&")}"]`;
  }, "");
}
