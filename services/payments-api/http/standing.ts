// SPDX-License-Identifier: Apache-2.0

/**
 * What a process is at present: `active` takes payments, `standby` is ready to, and `fenced` has lost
 * the right and looks whether it gets another.
 */
export type Role = "active" | "standby" | "fenced";

/** How the process stands in the protocol. Says it at once: no I/O. */
export interface Standing {
  readonly role: Role;
  /** The epoch that it knows of. @default - it has not read the control item yet */
  readonly epoch?: number;
  /** Why nothing may be taken or shown now; `undefined` when all may. */
  refusal(): string | undefined;
}
