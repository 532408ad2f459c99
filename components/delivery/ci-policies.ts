// SPDX-License-Identifier: Apache-2.0
import { policyDocument } from "../shared/policy-document";

/** Issuer of the tokens that GitHub's workflows get. */
export const githubIssuer = "token.actions.githubusercontent.com";

/** Services whose resources the platform consists of. */
const regionalServices = [
  "acm",
  "cloudwatch",
  "dynamodb",
  "ec2",
  "ecr",
  "eks",
  "elasticache",
  "elasticloadbalancing",
  "kms",
  "logs",
  "rds",
  "s3",
  "secretsmanager",
  "servicequotas",
  "sns",
] as const;

/** Reads of configuration, never of data: no `dynamodb:GetItem`, no `GetSecretValue`. */
const configurationReads = [
  "acm:Describe*",
  "acm:List*",
  "cloudwatch:Describe*",
  "cloudwatch:GetDashboard",
  "cloudwatch:List*",
  "dynamodb:Describe*",
  "dynamodb:List*",
  "ec2:Describe*",
  "ecr:Describe*",
  "ecr:GetLifecyclePolicy",
  "ecr:List*",
  "eks:Describe*",
  "eks:List*",
  "elasticache:Describe*",
  "elasticache:List*",
  "elasticloadbalancing:Describe*",
  "iam:Get*",
  "iam:List*",
  "kms:Describe*",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:List*",
  "logs:Describe*",
  "logs:List*",
  "rds:Describe*",
  "rds:List*",
  "route53:Get*",
  "route53:List*",
  "s3:GetBucket*",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:ListBucket",
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetResourcePolicy",
  "secretsmanager:ListSecrets",
  "servicequotas:Get*",
  "servicequotas:List*",
  "sns:Get*",
  "sns:List*",
  "tag:GetResources",
] as const;

/**
 * Lets workflows of one repository assume a role, for the given subjects only: pull requests, or a
 * protected deployment environment.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export function githubTrust(providerArn: string, repository: string, subject: string): string {
  return policyDocument({
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: ["sts:AssumeRoleWithWebIdentity"],
    Condition: {
      StringEquals: {
        [`${githubIssuer}:aud`]: "sts.amazonaws.com",
        [`${githubIssuer}:sub`]: `repo:${repository}:${subject}`,
      },
    },
  });
}

/**
 * What a preview reads. A refresh needs more than this role may have: the provider reads a secret's
 * version by its value, and a Helm release by Secrets of the cluster.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/secretsmanager/secret_version.go
 */
export function previewPolicy(): string {
  return policyDocument({
    Sid: "ReadConfiguration",
    Effect: "Allow",
    Action: configurationReads,
    Resource: ["*"],
  });
}

/**
 * What an update changes: the platform's services in the platform's regions, its own roles and
 * policies, and DNS. The account is the environment's own, so its services are not cut finer.
 */
export function deployPolicy(accountId: string, regions: readonly string[]): string {
  const own = (kind: string): string => `arn:aws:iam::${accountId}:${kind}/payments-*`;
  return policyDocument(
    {
      Sid: "ManagePlatformInItsRegions",
      Effect: "Allow",
      Action: regionalServices.map((service) => `${service}:*`),
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": regions } },
    },
    { Sid: "ManageDns", Effect: "Allow", Action: ["route53:*"], Resource: ["*"] },
    { Sid: "ReadIdentities", Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: ["*"] },
    {
      Sid: "ManageOwnRoles",
      Effect: "Allow",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: [own("role")],
    },
    {
      Sid: "CreateServiceLinkedRoles",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
    },
  );
}
