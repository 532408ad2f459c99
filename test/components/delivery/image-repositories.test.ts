// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";

import {
  ImageRepositories,
  defaults,
  lifecyclePolicy,
  type ImageRepositoriesArgs,
} from "../../../components/delivery/image-repositories";
import { all, only, record, type MockOptions, type Registered } from "../../support/mocks";

interface Choices extends Partial<Omit<ImageRepositoriesArgs, "regions">> {
  readonly regions?: readonly string[];
}

function build(choices: Choices = {}, options?: MockOptions): Promise<Registered[]> {
  const { regions = ["us-east-1", "eu-west-1"], ...given } = choices;
  return record(() => {
    new ImageRepositories("images", {
      accountId: "123456789012",
      images: ["payments-api", "failover"],
      homeRegion: "us-east-1",
      protect: true,
      ...given,
      regions: Object.fromEntries(
        regions.map((region) => [
          region,
          {
            kmsKeyArn: `arn:aws:kms:${region}:123456789012:key/images`,
            provider: new aws.Provider(region, { region }),
          },
        ]),
      ),
    });
  }, options);
}

const repositoryType = "aws:ecr/repository:Repository";
const lifecycleType = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const replicationType = "aws:ecr/replicationConfiguration:ReplicationConfiguration";

describe("ImageRepositories", () => {
  it.each([false, true])(
    "makes every repository in every region, under its key and by its provider (preview: %s)",
    async (preview) => {
      const registered = await build({}, { preview });
      for (const { name, provider } of all(registered, lifecycleType)) {
        const region = name.includes("us-east-1") ? "us-east-1" : "eu-west-1";
        expect(provider).toContain(`pulumi:providers:aws::${region}::`);
      }
      const repositories = all(registered, repositoryType);
      expect(repositories.map(({ name, inputs }) => [name, inputs["name"]])).toEqual([
        ["images-payments-api-us-east-1", "payments/payments-api"],
        ["images-failover-us-east-1", "payments/failover"],
        ["images-payments-api-eu-west-1", "payments/payments-api"],
        ["images-failover-eu-west-1", "payments/failover"],
      ]);
      for (const { name, inputs, provider } of repositories) {
        const region = name.endsWith("us-east-1") ? "us-east-1" : "eu-west-1";
        expect(provider).toContain(`pulumi:providers:aws::${region}::`);
        expect(inputs).toMatchObject({
          imageTagMutability: "IMMUTABLE",
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfigurations: [
            {
              encryptionType: "KMS",
              kmsKey: `arn:aws:kms:${region}:123456789012:key/images`,
            },
          ],
        });
      }
    },
  );

  it("copies from the home region to every other, once for the registry", async () => {
    const registered = await build({ regions: ["us-east-1", "eu-west-1", "eu-central-1"] });
    const replication = only(registered, replicationType);
    expect(replication.provider).toContain("pulumi:providers:aws::us-east-1::");
    expect(replication.inputs).toEqual({
      replicationConfiguration: {
        rules: [
          {
            destinations: [
              { region: "eu-west-1", registryId: "123456789012" },
              { region: "eu-central-1", registryId: "123456789012" },
            ],
            repositoryFilters: [{ filter: "payments/", filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    });
  });

  it("copies nothing where there is one region", async () => {
    expect(all(await build({ regions: ["us-east-1"] }), replicationType)).toEqual([]);
  });

  it("keeps the documented number of images by default, and the given one", async () => {
    const policies = async (choices: Choices) =>
      all(await build(choices), lifecycleType).map(({ inputs }) => inputs["policy"]);
    expect(new Set(await policies({}))).toEqual(new Set([lifecyclePolicy(defaults.imagesKept)]));
    expect(new Set(await policies({ imagesKept: 7 }))).toEqual(new Set([lifecyclePolicy(7)]));
  });

  it.each([true, false])("protects in Pulumi and in AWS alike: %s", async (protect) => {
    for (const repository of all(await build({ protect }), repositoryType)) {
      expect(repository.protect).toBe(protect);
      expect(repository.inputs["forceDelete"]).toBe(!protect);
    }
  });

  it("fails with every problem in one message", async () => {
    await expect(build({ homeRegion: "eu-north-1", imagesKept: 0 })).rejects.toThrow(
      [
        "invalid arguments",
        '  - homeRegion: is not among the regions, got "eu-north-1"; name one of us-east-1, eu-west-1',
        "  - imagesKept: is not a number of images, got 0; write a whole number from 1",
      ].join("\n"),
    );
  });
});

describe("lifecyclePolicy", () => {
  it("counts all images and drops the oldest, never by age", () => {
    expect(JSON.parse(lifecyclePolicy(3))).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "Keep the newest 3 images",
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 3 },
          action: { type: "expire" },
        },
      ],
    });
  });
});
