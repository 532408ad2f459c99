// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "../provider/resource-type";
import { text } from "../provider/values";
import { arn } from "./arn";
import { alreadyThere } from "./rules";

const source = "https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/ecr";
const repository = "aws:ecr/repository:Repository";

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
        source:
          "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
      }),
    ],
  },
  {
    token: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    source: `${source}/lifecycle_policy.go`,
    id: ({ inputs }) => text(inputs, "repository") ?? "",
    replaceOn: ["repository", "policy"],
    deleteBeforeReplace: true,
    outputs: ({ account }) => ({ registryId: account }),
  },
  {
    token: "aws:ecr/replicationConfiguration:ReplicationConfiguration",
    source: `${source}/replication_configuration.go`,
    id: ({ account }) => account,
    outputs: ({ account }) => ({ registryId: account }),
  },
  {
    token: "aws:ecr/registryPolicy:RegistryPolicy",
    source: `${source}/registry_policy.go`,
    id: ({ account }) => account,
    outputs: ({ account }) => ({ registryId: account }),
  },
];
