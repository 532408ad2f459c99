// SPDX-License-Identifier: Apache-2.0
import type { ResourceType, Rule } from "../provider/resource-type";
import { at, isRecord, list, text, type Properties } from "../provider/values";
import { arn } from "./arn";
import { keyMustExist } from "./kms-rules";
import { policyRules } from "./policy-rules";
import { alreadyThere, mustExist, type Wording } from "./rules";
import { mustBeJson, mustBeOneOf, mustMatch, parsed } from "./value-rules";

const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/ecr";
const api = "https://docs.aws.amazon.com/AmazonECR/latest/APIReference";
const repository = "aws:ecr/repository:Repository";

function invalid(property: string, place: string): Wording {
  return { code: "InvalidParameterException", property, source: place };
}

const putLifecycle = invalid("policy", `${api}/API_PutLifecyclePolicy.html`);

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
const brokenLifecycle: Rule = {
  ...putLifecycle,
  stage: "create",
  refuses: ({ inputs }) => {
    const policy = parsed(text(inputs, "policy") ?? "{}");
    const rules = isRecord(policy) ? list(policy, "rules") : [];
    const priorities = rules.map((rule) => at({ rule }, "rule.rulePriority"));
    const whole = rules.every((rule) => isRecord(rule) && isWhole(rule));
    return rules.length > 0 && whole && new Set(priorities).size === priorities.length
      ? undefined
      : "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure'";
  },
};

function isWhole(rule: Properties): boolean {
  const parts = ["rulePriority", "selection.tagStatus", "selection.countType", "action.type"];
  return parts.every((part) => at(rule, part) !== undefined);
}

/** A registry doesn't copy to itself. */
const copyToItself: Rule = {
  ...invalid(
    "replicationConfiguration.rules",
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html",
  ),
  stage: "write",
  refuses: ({ inputs, account, region }) =>
    list(inputs, "replicationConfiguration.rules")
      .flatMap((rule) => (isRecord(rule) ? list(rule, "destinations") : []))
      .some((to) => at({ to }, "to.region") === region && at({ to }, "to.registryId") === account)
      ? "Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: 'Replication destination cannot be the same as the source registry'"
      : undefined,
};

/** Image repositories, and the settings of a region's one registry. */
export const ecr: readonly ResourceType[] = [
  {
    token: repository,
    source: `${source}/repository.go`,
    id: ({ inputs }) => text(inputs, "name") ?? "",
    autoName: { property: "name", maximumLength: 255 },
    replaceOn: ["name", "encryptionConfigurations"],
    defaults: { forceDelete: false, imageTagMutability: "MUTABLE" },
    outputs: (self) => ({
      arn: arn(self, "ecr", `repository/${self.id}`),
      registryId: self.account,
      repositoryUrl: `${self.account}.dkr.ecr.${self.region}.amazonaws.com/${self.id}`,
    }),
    rules: [
      alreadyThere(repository, "regional", {
        code: "RepositoryAlreadyExistsException",
        property: "name",
        source: `${api}/API_CreateRepository.html`,
      }),
      mustMatch(invalid("name", `${api}/API_CreateRepository.html`), {
        pattern: /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/,
        shortest: 2,
        longest: 256,
        stage: "create",
      }),
      mustBeOneOf(invalid("imageTagMutability", `${source}/repository.go`), [
        "IMMUTABLE",
        "IMMUTABLE_WITH_EXCLUSION",
        "MUTABLE",
        "MUTABLE_WITH_EXCLUSION",
      ]),
      keyMustExist(
        {
          code: "KmsException",
          property: "encryptionConfigurations.kmsKey",
          source: `${api}/API_CreateRepository.html`,
        },
        (key) => `The operation failed due to a KMS exception: Key '${key}' does not exist`,
      ),
    ],
  },
  {
    token: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    source: `${source}/lifecycle_policy.go`,
    id: ({ inputs }) => text(inputs, "repository") ?? "",
    replaceOn: ["repository", "policy"],
    deleteBeforeReplace: true,
    outputs: ({ account }) => ({ registryId: account }),
    rules: [
      mustExist(
        {
          code: "RepositoryNotFoundException",
          property: "repository",
          source: `${api}/API_PutLifecyclePolicy.html`,
        },
        { to: repository, says: (name) => `The repository with name '${name}' does not exist` },
      ),
      mustBeJson(putLifecycle),
      brokenLifecycle,
    ],
  },
  {
    token: "aws:ecr/replicationConfiguration:ReplicationConfiguration",
    source: `${source}/replication_configuration.go`,
    id: ({ account }) => account,
    outputs: ({ account }) => ({ registryId: account }),
    rules: [copyToItself],
  },
  {
    token: "aws:ecr/registryPolicy:RegistryPolicy",
    source: `${source}/registry_policy.go`,
    id: ({ account }) => account,
    outputs: ({ account }) => ({ registryId: account }),
    rules: policyRules(invalid("policy", `${api}/API_PutRegistryPolicy.html`), "resource"),
  },
];
