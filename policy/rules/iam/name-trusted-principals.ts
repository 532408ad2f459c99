// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { isAllowed, isForAnyone, isNarrowed, statementsOf } from "../../lib/statements";

export const nameTrustedPrincipals = resourceRule({
  id: "name-trusted-principals",
  requirement: "Who may take a role, or use a resource by its policy, is named.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Principal \"*\" is every account of AWS. In a key's, a topic's or a bucket's policy it is common, and right only under a condition that leaves one's own account or a known source.",
  sources: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_analyze_cross_account.html",
  ],
  frameworks: [pciDss("7.2.1"), wellArchitected("SEC03-BP07")],
  fix: "Name the principal, or add a condition such as aws:SourceAccount, kms:CallerAccount or aws:PrincipalOrgID.",
  types: [
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:iam/role:Role",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queuePolicy:QueuePolicy",
  ],
  check(resource, { each, violation }) {
    each(["assumeRolePolicy", "policy"], (property) => {
      each(statementsOf(resource.at(property)), (statement) => {
        if (!isAllowed(statement) || isNarrowed(statement)) return;
        if (!isForAnyone(statement) && !statement.at("NotPrincipal").isGiven) return;
        const name = statement.at("Sid").text() ?? "a statement";
        violation(resource, `${name} of ${property} lets anybody in`);
      });
    });
  },
});
