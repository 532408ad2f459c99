// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { conditionsOf, isAllowed, statementsOf, textsOf } from "../../lib/statements";
import type { Value } from "../../lib/value";

export const bindFederatedRoles = resourceRule({
  id: "bind-federated-roles",
  requirement: "A role that is taken by a web identity says whose, and for whom.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Without a condition on the subject every repository of the same CI service, anybody's, can take the role; with one on the audience alone it still can.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  ],
  frameworks: [pciDss("7.2.5"), wellArchitected("SEC02-BP02")],
  fix: "Add StringEquals conditions on the provider's :sub (repository and environment) and :aud.",
  types: ["aws:iam/role:Role"],
  check(role, { each, violation }) {
    each(statementsOf(role.at("assumeRolePolicy")), (statement) => {
      if (!isAllowed(statement) || !isForWebIdentity(statement)) return;
      for (const claim of ["sub", "aud"]) {
        if (!isBound(statement, claim)) violation(role, `its trust is not bound to a ${claim}`);
      }
    });
  },
});

function isForWebIdentity(statement: Value): boolean {
  const actions = textsOf(statement.at("Action"));
  return actions.some((action) => /^(sts:AssumeRoleWithWebIdentity|sts:\*|\*)$/i.test(action));
}

/** Whether a claim has to equal something; `*` and `repo:*` are everything. */
function isBound(statement: Value, claim: string): boolean {
  return conditionsOf(statement).some(
    ({ operator, key, values }) =>
      /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/.test(operator) &&
      key.endsWith(`:${claim}`) &&
      values.length > 0 &&
      !values.some((value) => /^([a-z]+:)?\*/.test(value)),
  );
}
