// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { resourceRule } from "../../lib/rule";
import { isAllowed, statementsOf, textsOf } from "../../lib/statements";
import type { Value } from "../../lib/value";

export const limitPermissions = resourceRule({
  id: "limit-permissions",
  requirement: "Roles are allowed what is listed, never everything, nor to give themselves more.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A role of a pod or a pipeline with administrator's rights makes every fault in it one of the account's; iam:* on everything, and NotAction, are the same in other words.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html",
  ],
  frameworks: [pciDss("7.2.5"), pciDss("7.2.2"), wellArchitected("SEC03-BP02")],
  fix: "List the actions, and the resources that they are about.",
  settings: {
    refusedPolicies: {
      description: "Managed policies of AWS that no role may have",
      default: ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"],
    },
  },
  types: [
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  ],
  check(resource, { config, each, violation }) {
    each(attachedTo(resource), (attached) => {
      const name = attached.text()?.split("/").at(-1) ?? "";
      if (config.refusedPolicies.includes(name)) violation(resource, `it attaches ${name}`);
    });
    each(documentsOf(resource), (document) => {
      each(statementsOf(document), (statement) => {
        if (!isAllowed(statement)) return;
        if (statement.at("NotAction").isGiven) {
          return violation(resource, "it allows all actions but some");
        }
        const actions = textsOf(statement.at("Action")).filter(isEverything);
        if (actions.length === 0) return;
        const own = actions.filter((action) => /^iam:/i.test(action));
        // iam:* is bounded by resources, everything by nothing.
        const everywhere = textsOf(statement.at("Resource")).includes("*");
        if (own.length < actions.length || everywhere || statement.at("NotResource").isGiven) {
          violation(resource, `it allows ${actions.join(", ")}`);
        }
      });
    });
  },
});

function isEverything(action: string): boolean {
  return /^(\*|\*:\*|iam:\*)$/i.test(action);
}

function documentsOf(resource: Resource): Value[] {
  const inline = resource.type === "aws:iam/role:Role" ? resource.at("inlinePolicies").items() : [];
  const own = resource.at("policy");
  return [...(own.isGiven ? [own] : []), ...inline.map((policy) => policy.at("policy"))];
}

function attachedTo(resource: Resource): Value[] {
  return [resource.at("policyArn"), ...resource.at("managedPolicyArns").items()];
}
