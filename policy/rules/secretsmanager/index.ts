// SPDX-License-Identifier: Apache-2.0
import { encryptSecrets } from "./encrypt-secrets";
import { keepDeletedSecrets } from "./keep-deleted-secrets";
import { keepSecretsOutOfState } from "./keep-secrets-out-of-state";

/** Rules about one secret. */
export const secretRules = [encryptSecrets, keepDeletedSecrets, keepSecretsOutOfState] as const;
