// SPDX-License-Identifier: Apache-2.0
import { secretMark } from "../../policy/lib/value";

/**
 * How the engine marks a value of a special kind, and two of the kinds.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
 */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

/**
 * The value with every secret inside, encrypted or not, replaced by its mark, and every reference
 * to a resource by its id, or its URN where it has none: as the engine shows them to a pack.
 */
export function redacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return value;
  const kind = Reflect.get(value, signature) as unknown;
  if (kind === secretSignature) return secretMark;
  if (kind === resourceSignature) {
    const { id, urn } = value as { id?: unknown; urn?: unknown };
    return typeof id === "string" && id !== "" ? id : urn;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, redacted(inside)]));
}
