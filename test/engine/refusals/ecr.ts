// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { named, nameTaken, wrongArguments } from "../../support/refusal-shorthand";
import { policy } from "./policies";
import { keysOfTwoRegions } from "./keys";

const repository = "aws:ecr/repository:Repository";
const lifecycle = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const replication = "aws:ecr/replicationConfiguration:ReplicationConfiguration";
const registryPolicy = "aws:ecr/registryPolicy:RegistryPolicy";
const account = "111122223333";

function keepNewest(changes: object = {}): string {
  const rule = {
    rulePriority: 1,
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
    action: { type: "expire" },
    ...changes,
  };
  return JSON.stringify({ rules: [rule] });
}

const repositories = wrongArguments<aws.ecr.RepositoryArgs>(
  repository,
  ({ aws, name }, wrong) => {
    new aws.ecr.Repository(`${name}-repository`, { name: `${name}/api`, ...wrong });
  },
  [
    [
      "create InvalidParameterException name",
      "a repository's name in capitals",
      { name: "payments/API" },
    ],
    [
      "check InvalidParameterException imageTagMutability",
      "tags that move on Fridays",
      { imageTagMutability: "FRIDAYS" },
    ],
  ],
);

const lifecycles = wrongArguments<aws.ecr.LifecyclePolicyArgs>(
  lifecycle,
  ({ aws, name }, wrong) => {
    const images = new aws.ecr.Repository(`${name}-repository`, { name: `${name}/api` });
    const good = { repository: images.name, policy: keepNewest() };
    new aws.ecr.LifecyclePolicy(`${name}-lifecycle`, { ...good, ...wrong });
  },
  [
    [
      "write RepositoryNotFoundException repository",
      "the lifecycle of a repository that isn't there",
      { repository: "nowhere" },
    ],
    [
      "check InvalidParameterException policy",
      "a lifecycle policy in words",
      { policy: "keep the newest" },
    ],
    [
      "create InvalidParameterException policy",
      "a lifecycle policy without a selection",
      { policy: keepNewest({ selection: {} }) },
    ],
  ],
);

const registryPolicies = wrongArguments<aws.ecr.RegistryPolicyArgs>(
  registryPolicy,
  ({ aws, name }, wrong) => {
    const replicators = { Principal: { AWS: account }, Action: ["ecr:ReplicateImage"] };
    new aws.ecr.RegistryPolicy(`${name}-policy`, { policy: policy(replicators), ...wrong });
  },
  [
    [
      "check InvalidParameterException policy",
      "a registry's policy in words",
      { policy: "everybody" },
    ],
    [
      "write InvalidParameterException policy",
      "a registry's policy without a principal",
      { policy: policy({ Action: ["ecr:ReplicateImage"] }) },
    ],
  ],
);

export const ecr: readonly RefusalCase[] = [
  ...repositories,
  ...lifecycles,
  ...registryPolicies,
  {
    ...named("write KmsException encryptionConfigurations.kmsKey"),
    what: "a repository's key in another region",
    token: repository,
    program: (given) => {
      const { aws, name, mistake } = given;
      const { here, there } = keysOfTwoRegions(given);
      const kmsKey = (mistake ? there : here).arn;
      new aws.ecr.Repository(`${name}-repository`, {
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey }],
      });
    },
  },
  {
    ...named("write InvalidParameterException replicationConfiguration.rules"),
    what: "a registry that copies to itself",
    token: replication,
    program: ({ aws, name, mistake }) => {
      const region = mistake ? "us-east-1" : "eu-west-1";
      const rules = [{ destinations: [{ region, registryId: account }] }];
      new aws.ecr.ReplicationConfiguration(`${name}-replication`, {
        replicationConfiguration: { rules },
      });
    },
  },
  nameTaken(
    repository,
    "create RepositoryAlreadyExistsException name",
    "a second repository of a name",
    ({ aws }, resource, name, options) => new aws.ecr.Repository(resource, { name }, options),
  ),
];
