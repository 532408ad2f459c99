// SPDX-License-Identifier: Apache-2.0
import type { CloudReader } from "./cloud";
import type { ResourceType, Self } from "./resource-type";
import type { Properties } from "./values";

/**
 * What a second creation with the same arguments does, when nobody knows of the first:
 * `refused`: its name, or what it is of, is taken. `same`: it finds what is there, or sets the same
 * again. `another`: a second object.
 */
export type Again = "refused" | "same" | "another";

/** Codes by which AWS says that something is there already. */
const taken =
  /AlreadyExists|AlreadyAssociated|AlreadyOwned|ResourceExists|ResourceInUse|^Duplicate(?!Subnets)|\.Duplicate$/;

/**
 * What the type's entry says; else what follows from it: a rule about what is there already, or an
 * id that is made anew each time.
 */
export function againOf(type: ResourceType, inputs: Properties = {}): Again {
  if (typeof type.again === "function") return type.again(inputs);
  if (type.again !== undefined) return type.again;
  const refusals = (type.rules ?? []).filter(
    ({ stage }) => stage === "create" || stage === "write",
  );
  if (refusals.some(({ code }) => taken.test(code))) return "refused";
  return idFor(type, "0") === idFor(type, "1") ? "same" : "another";
}

/** Whether it depends on what else is asked for: then the answer is for a plain one. */
export function byArguments(type: ResourceType): boolean {
  return typeof type.again === "function";
}

/** Whether that holds only where the program gives the name: a generated one is new each time. */
export function onlyWhenNamed(type: ResourceType): boolean {
  return type.autoName !== undefined && againOf(type) !== "another";
}

function idFor(type: ResourceType, digit: string): string {
  const self: Self = {
    inputs: {},
    id: "",
    urn: "",
    account: "",
    region: "",
    old: {},
    cloud: nothing,
    unique: (digits) => digit.repeat(digits),
    digest: (digits) => "0".repeat(digits),
  };
  return type.id(self);
}

const nothing: CloudReader = {
  list: () => [],
  find: () => undefined,
  all: () => [],
  settings: () => ({ account: "", quotas: {} }),
};
