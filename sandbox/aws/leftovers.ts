// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Properties } from "../provider/values";
import type { Self } from "../provider/resource-type";

/** What AWS keeps of a deleted object: `leftover:kms/keyPendingDeletion`. */
export function leftover(
  { urn, region }: Self,
  kind: string,
  id: string,
  inputs: Properties,
): CloudObject {
  return { type: `leftover:${kind}`, id, place: region, urn, inputs, computed: {} };
}
