// SPDX-License-Identifier: Apache-2.0
import type { AutoName, ResourceType, Self } from "./resource-type";
import { at, hexDigits, isKnown, text, withValue, type Properties } from "./values";

const suffixDigits = 7;

/** Gives a name to what the program left unnamed, and keeps the one that it has. */
export function named(
  type: ResourceType,
  self: Self,
  resource: string,
  old: Properties | undefined,
): Properties {
  const { autoName } = type;
  if (autoName === undefined) return self.inputs;
  if (at(self.inputs, autoName.property) !== undefined) return self.inputs;
  const kept = old === undefined ? undefined : text(old, autoName.property);
  const name = isKnown(kept) ? kept : newName(type, autoName, self, resource);
  return withValue(self.inputs, autoName.property, name);
}

/** A name that no object has: not even the one that this is about to replace. */
function newName(type: ResourceType, autoName: AutoName, self: Self, resource: string): string {
  const { property, maximumLength, transform = (name: string) => name } = autoName;
  const stem = resource.slice(0, maximumLength - suffixDigits - 1);
  const taken = self.cloud.list(type.token).map((object) => text(object.inputs, property));
  for (let generation = 0; ; generation += 1) {
    const seed = [self.account, self.region, self.urn, generation];
    const name = transform(`${stem}-${hexDigits(seed, suffixDigits)}`);
    if (!taken.includes(name)) return name;
  }
}
