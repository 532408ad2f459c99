// SPDX-License-Identifier: Apache-2.0
import { isRecord } from "../../sandbox/provider/values";

/** A resource in the engine's state. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  /** `<urn>::<id>` of the provider. */
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What `export` prints of several stacks, by name. */
export type ExportedStacks = Readonly<
  Record<string, { readonly deployment: { readonly resources?: readonly ExportedResource[] } }>
>;

/** The mark of a secret in the state. */
const secretMark = "4dabf18193072939515e22adb298388d";

/** The resources of a stack; none when it isn't there. */
export function resourcesOf(stacks: ExportedStacks, stack: string): readonly ExportedResource[] {
  return stacks[stack]?.deployment.resources ?? [];
}

/** The logical name, which is the last part of a URN. */
export function nameOf({ urn }: ExportedResource): string {
  return urn.split("::").at(-1) ?? "";
}

/** Whether a value in the state is a secret, and encrypted. */
export function isCiphertext(value: unknown): boolean {
  return isRecord(value) && secretMark in value && "ciphertext" in value;
}

/** What an export with --show-secrets has in place of a secret's ciphertext. */
export function plaintextOf(value: unknown): unknown {
  return isRecord(value) && secretMark in value && typeof value.plaintext === "string"
    ? JSON.parse(value.plaintext)
    : undefined;
}

/** Every property of that name, however deep, in inputs and outputs of the resources. */
export function propertiesNamed(
  names: readonly string[],
  resources: readonly ExportedResource[],
): { readonly where: string; readonly value: unknown }[] {
  return resources.flatMap(({ urn, inputs, outputs }) =>
    Object.entries({ inputs, outputs }).flatMap(([part, values]) =>
      found(names, values, `${urn} ${part}`),
    ),
  );
}

function found(
  names: readonly string[],
  value: unknown,
  path: string,
): { readonly where: string; readonly value: unknown }[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const where = `${path}.${key}`;
    return names.includes(key) ? [{ where, value: part }] : found(names, part, where);
  });
}
