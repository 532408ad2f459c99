// SPDX-License-Identifier: Apache-2.0
import { isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const bindProvidersToAccounts = resourceRule({
  id: "bind-providers-to-accounts",
  requirement: "Providers of AWS work in the account they are meant for, and in no other.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With the credentials of another account in the shell, staging is brought up in production, or the other way round, and Pulumi sees nothing wrong.",
  sources: [
    "https://www.pulumi.com/registry/packages/aws/api-docs/provider/",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_multi_accounts.html",
  ],
  frameworks: [pciDss("6.5.3"), wellArchitected("SEC01-BP01")],
  fix: "Set allowedAccountIds.",
  types: ["pulumi:providers:aws"],
  check(provider, { violation }) {
    const accounts = provider.at("allowedAccountIds");
    const isBound = isFilled(accounts) && (!accounts.isKnown || accounts.json().items().length > 0);
    if (!isBound) violation(provider, "it works in any account");
  },
});
