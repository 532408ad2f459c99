// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";

/**
 * Thrown instead of sending a request when the lease may be over: another process may have sent it, been
 * answered and told the merchant so. Not every processor keeps a decline with its key, so the same
 * request could be a charge now. The operation is whoever's that has the lease.
 */
export class TooLate extends Unavailable {
  constructor() {
    super("too late to send: another process may have done so");
  }
}
