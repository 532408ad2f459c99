// SPDX-License-Identifier: Apache-2.0
import { bindFederatedRoles } from "./bind-federated-roles";
import { limitPermissions } from "./limit-permissions";
import { nameTrustedPrincipals } from "./name-trusted-principals";
import { signInWithoutKeys } from "./sign-in-without-keys";

/** Rules about one role or policy. */
export const identityRules = [
  bindFederatedRoles,
  limitPermissions,
  nameTrustedPrincipals,
  signInWithoutKeys,
] as const;
