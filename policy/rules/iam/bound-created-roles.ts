// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { conditionsOf, isAllowed, statementsOf, textsOf } from "../../lib/statements";
import type { Value } from "../../lib/value";

/** By these a role that one may assume, or pass, gets more rights. */
const widening =
  /^iam:(\*|AttachRolePolicy|Attach\*|CreateRole|Create\*|PutRolePolicy|Put\*|Put\w+\*)$/i;

export const boundCreatedRoles = resourceRule({
  id: "bound-created-roles",
  requirement: "Who may make roles may give them no more than a permissions boundary says.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A pipeline that may make a role and write its policy is an administrator in two steps: it gives a role of its own everything, and takes it.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_define_guardrails.html",
  ],
  frameworks: [pciDss("7.2.5"), wellArchitected("SEC03-BP05")],
  fix: "Allow these actions under a StringEquals condition on iam:PermissionsBoundary.",
  types: ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"],
  check(resource, { each, violation }) {
    each(statementsOf(resource.at("policy")), (statement) => {
      if (!isAllowed(statement) || isBounded(statement)) return;
      const actions = textsOf(statement.at("Action")).filter((action) => widening.test(action));
      if (actions.length > 0)
        violation(resource, `it allows ${actions.join(", ")} without a boundary`);
    });
  },
});

function isBounded(statement: Value): boolean {
  return conditionsOf(statement).some(
    ({ operator, key }) =>
      /^String(Equals|Like)$/.test(operator) && key.toLowerCase() === "iam:permissionsboundary",
  );
}
