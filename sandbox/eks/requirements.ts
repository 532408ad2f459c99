// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

/** An argument that must have a certain value, since the stand-in builds nothing else. */
export interface Requirement {
  readonly property: string;
  readonly met: boolean;
  readonly reason: string;
}

/** Arguments that would add children that the stand-in doesn't build. */
export function absent(args: pulumi.Inputs, properties: readonly string[]): Requirement[] {
  return properties.map((property) => ({
    property,
    met: !args[property],
    reason: "the sandbox doesn't build what this argument adds; leave it out",
  }));
}

/** @throws InputPropertiesError that lists every requirement which isn't met */
export function demand(type: string, requirements: readonly Requirement[]): void {
  const errors = requirements
    .filter(({ met }) => !met)
    .map(({ property, reason }) => ({ propertyPath: property, reason }));
  if (errors.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: `the sandbox can't build this ${type}`,
    errors,
  });
}
