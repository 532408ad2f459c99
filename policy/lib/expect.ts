// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "./graph";
import type { Context, Remedy } from "./rule";
import type { Value } from "./value";

type Report = Pick<Context, "violation">;

/** Reports a truth that isn't what it has to be. @throws Undecidable */
export function expectFlag(
  resource: Resource,
  path: readonly (string | number)[],
  wanted: boolean,
  { violation }: Report,
): void {
  const value = resource.at(...path);
  if (value.flag() !== wanted) violation(resource, found(value));
}

/** Reports a property that is left out; one that is not known yet counts as given. */
export function expectGiven(
  resource: Resource,
  path: readonly (string | number)[],
  { violation }: Report,
): void {
  const value = resource.at(...path);
  if (!isFilled(value)) violation(resource, found(value));
}

/** Reports a number that is below a limit, or left out. @throws Undecidable */
export function expectAtLeast(
  resource: Resource,
  path: readonly (string | number)[],
  limit: number,
  { violation }: Report,
): void {
  const value = resource.at(...path);
  const number = value.number();
  if (number === undefined || number < limit) {
    violation(resource, `${found(value)}, which is less than ${limit}`);
  }
}

/** Whether there is a value other than an empty text, also where it is not known yet. */
export function isFilled(value: Value): boolean {
  return value.isGiven && (!value.isKnown || value.text() !== "");
}

/** `backups.days is 3` */
export function found(value: Value): string {
  return `${value.path} is ${value.shown()}`;
}

/** A remedy that sets a truth where it is known to be otherwise. */
export function setFlag(name: string, wanted: boolean): (resource: Resource) => Remedy | undefined {
  return (resource) => {
    const value = resource.at(name);
    return value.isKnown && value.flag() !== wanted ? { [name]: wanted } : undefined;
  };
}
