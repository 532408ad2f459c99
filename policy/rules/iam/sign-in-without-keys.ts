// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const signInWithoutKeys = resourceRule({
  id: "sign-in-without-keys",
  requirement: "There are no IAM users and no access keys: all credentials are temporary.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "An access key is valid until somebody thinks of it; those that are found in repositories and laptops are the commonest way into an account.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_unique.html",
  ],
  frameworks: [pciDss("8.6.2"), wellArchitected("SEC02-BP02")],
  fix: "Use a role: by OIDC for a pipeline, Pod Identity for a pod, Identity Center for people.",
  types: [
    "aws:iam/accessKey:AccessKey",
    "aws:iam/user:User",
    "aws:iam/userLoginProfile:UserLoginProfile",
  ],
  check(resource, { violation }) {
    violation(resource, "it has credentials that don't expire");
  },
});
