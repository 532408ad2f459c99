// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { delayKeyDeletion } from "./delay-key-deletion";
import { encryptReplicasInOwnRegion } from "./encrypt-replicas-in-own-region";
import { rotateKeys } from "./rotate-keys";

/** Keys. */
export const kmsRules: readonly Rule[] = [delayKeyDeletion, encryptReplicasInOwnRegion, rotateKeys];
