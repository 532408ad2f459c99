// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import type { StoredRequest } from "../operations/processor";

/**
 * The idempotency key of an operation: of its id alone, so that whoever sends its request, in
 * whatever region and epoch, sends the same key. 47 characters: Adyen takes 64 at most, PayPal 108,
 * Stripe 255.
 *
 * @see https://docs.adyen.com/development-resources/api-idempotency
 */
export function idempotencyKey(kind: "charge" | "refund", operation: string): string {
  const hash = createHash("sha256").update(operation).digest("base64url");
  return `${kind === "charge" ? "pay" : "ref"}_${hash}`;
}

/** Where a request is valid: its processor, the scope of its key, and the version of the API. */
export type RequestPlace = Pick<StoredRequest, "processor" | "scope" | "apiVersion">;

/** A request as it is stored, with the key of its operation and the exact bytes of its body. */
export function storedRequest(
  place: RequestPlace,
  kind: StoredRequest["kind"],
  operation: string,
  path: string,
  body: object,
): StoredRequest {
  return {
    ...place,
    kind,
    idempotencyKey: idempotencyKey(kind, operation),
    method: "POST",
    path,
    body: JSON.stringify(body),
  };
}
