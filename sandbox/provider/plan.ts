// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "./resource-type";
import { at, isRecord, merge, missing, unknownValue, withValue, type Properties } from "./values";

/** Inputs with what is added within them: defaults, and parts as they were or still unknown. */
export function planned(type: ResourceType, old: Properties, inputs: Properties): Properties {
  const defaults = Object.entries(missing(type.defaults ?? {}, inputs));
  const nested = Object.fromEntries(defaults.filter(([key]) => key in inputs));
  const known = merge(withoutWriteOnly(type, inputs), nested) as Properties;
  return (type.parts ?? [])
    .filter((path) => isRecord(at(known, path.slice(0, path.lastIndexOf(".")))))
    .reduce((state, path) => withValue(state, path, at(old, path) ?? unknownValue), known);
}

/** What may be kept and shown. */
export function withoutWriteOnly(type: ResourceType, properties: Properties): Properties {
  const hidden = type.writeOnly ?? [];
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !hidden.includes(key)));
}
