// SPDX-License-Identifier: Apache-2.0
import type { Resource } from "./graph";
import type { Remedy } from "./rule";

const property = "evaluateTargetHealth";

/** What would make a record's aliases evaluate their target's health, or not. */
export function setEvaluation(record: Resource, wanted: boolean): Remedy | undefined {
  const aliases = record.at("aliases");
  if (!aliases.isKnown || aliases.items().some((alias) => !alias.isKnown)) return undefined;
  const parts = aliases.items().map((alias) => ({
    alias,
    // The list is set as a whole, so all of it has to be known.
    known: ["name", "zoneId", property].every((part) => alias.at(part).isKnown),
  }));
  if (parts.some(({ known }) => !known)) return undefined;
  if (parts.every(({ alias }) => alias.at(property).flag() === wanted)) return undefined;
  return {
    aliases: parts.map(({ alias }) => ({
      name: alias.at("name").text(),
      zoneId: alias.at("zoneId").text(),
      [property]: wanted,
    })),
  };
}
