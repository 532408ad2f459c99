// SPDX-License-Identifier: Apache-2.0

/** `iam` of `aws:iam/role:Role`: the part of AWS that a type or function belongs to. */
export function serviceOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "";
}
