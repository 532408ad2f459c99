// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { bindFederatedRoles } from "./bind-federated-roles";
import { limitPermissions } from "./limit-permissions";
import { nameTrustedPrincipals } from "./name-trusted-principals";
import { signInWithoutKeys } from "./sign-in-without-keys";

/** Roles and who may take them. */
export const iamRules: readonly Rule[] = [
  bindFederatedRoles,
  limitPermissions,
  nameTrustedPrincipals,
  signInWithoutKeys,
];
