// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";

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
