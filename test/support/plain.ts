// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

/** Inputs of a mocked resource as a provider gets them: JSON, secrets as what they hide. */
export function plain(value: unknown): unknown {
  const known: unknown = pulumi.runtime.unwrapRpcSecret(value);
  if (Array.isArray(known)) return known.map(plain);
  if (typeof known !== "object" || known === null) return known;
  const parts = Object.entries(known).filter(([, part]) => part !== undefined);
  return Object.fromEntries(parts.map(([key, part]) => [key, plain(part)]));
}
