// SPDX-License-Identifier: Apache-2.0
import { delayKeyDeletion } from "./delay-key-deletion";
import { rotateKeys } from "./rotate-keys";

/** Rules about one key. */
export const keyRules = [delayKeyDeletion, rotateKeys] as const;
