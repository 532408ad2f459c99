// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "../shared/issues";
import { physicalName } from "../shared/naming";
import { assertNoIssues } from "../shared/validation";

/** Where images are kept. */
export interface ImageRegion {
  /** ARN of that region's KMS key for images. Changing it makes the repositories anew. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Provider of that region. */
  readonly provider: pulumi.ProviderResource;
}

/** What ImageRepositories need. */
export interface ImageRepositoriesArgs {
  /** The 12 digits of the AWS account whose registry it is. */
  readonly accountId: string;
  /** What images are built, one repository each: `payments-api`. */
  readonly images: readonly string[];
  /** AWS name of the region that images are pushed to; the others receive copies. */
  readonly homeRegion: string;
  /** The regions that keep images, by AWS name, the home region included. */
  readonly regions: Readonly<Record<string, ImageRegion>>;
  /** Whether Pulumi refuses to delete the repositories, and AWS those that hold images. */
  readonly protect: boolean;
  /** How many images a repository keeps, the newest. @default 200 */
  readonly imagesKept?: number;
}

/** What ImageRepositories take where nothing is said. */
export const defaults = { imagesKept: 200 } as const;

/** In front of every repository's name: what replication goes by. */
const namespace = "payments";

/**
 * The container images of the platform: one repository for each image in each region, and the
 * replication from the region that CI pushes to. Every cluster pulls from its own region, so that a
 * node can start while the other region is down. A tag never moves: what was tested is what runs.
 *
 * There is one replication setting for each registry (account and region), so this belongs to a stack
 * of which there is one. Only what is pushed after it was set is copied.
 *
 * Cost: $0.10 a month for each GB and region, and the transfer between regions once for each push.
 * Blast radius: without them no new pod starts; running ones stay.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 * @example
 * new ImageRepositories("images", {
 *   accountId: "123456789012", images: ["payments-api"], homeRegion: "us-east-1", protect: true,
 *   regions: { "us-east-1": { kmsKeyArn, provider }, "eu-west-1": { … } },
 * });
 */
export class ImageRepositories extends pulumi.ComponentResource {
  /** URL of each repository, to push to or pull from, by region and then by image. */
  public readonly repositoryUrls: Readonly<
    Record<string, Readonly<Record<string, pulumi.Output<string>>>>
  >;

  constructor(name: string, args: ImageRepositoriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:delivery:ImageRepositories", name, {}, opts);
    assertNoIssues(this, imageRepositoriesIssues(args));
    this.repositoryUrls = this.createRepositories(name, args);
    this.createReplication(name, args);
    this.registerOutputs({ repositoryUrls: this.repositoryUrls });
  }

  private createRepositories(
    name: string,
    args: ImageRepositoriesArgs,
  ): ImageRepositories["repositoryUrls"] {
    return mapValues(args.regions, (place, region) =>
      Object.fromEntries(
        args.images.map((image) => [
          image,
          this.createRepository(`${name}-${image}-${region}`, args, image, place).repositoryUrl,
        ]),
      ),
    );
  }

  private createRepository(
    name: string,
    args: ImageRepositoriesArgs,
    image: string,
    { kmsKeyArn, provider }: ImageRegion,
  ): aws.ecr.Repository {
    const repository = new aws.ecr.Repository(
      name,
      {
        name: physicalName("repository", `${namespace}/${image}`),
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
        forceDelete: !args.protect,
      },
      { parent: this, provider, protect: args.protect },
    );
    new aws.ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      {
        repository: repository.name,
        policy: lifecyclePolicy(args.imagesKept ?? defaults.imagesKept),
      },
      { parent: this, provider },
    );
    return repository;
  }

  private createReplication(name: string, args: ImageRepositoriesArgs): void {
    const home = args.regions[args.homeRegion];
    const copies = Object.keys(args.regions).filter((region) => region !== args.homeRegion);
    if (home === undefined || copies.length === 0) return;
    new aws.ecr.ReplicationConfiguration(
      `${name}-replication`,
      {
        replicationConfiguration: {
          rules: [
            {
              destinations: copies.map((region) => ({ region, registryId: args.accountId })),
              repositoryFilters: [{ filter: `${namespace}/`, filterType: "PREFIX_MATCH" }],
            },
          ],
        },
      },
      { parent: this, provider: home.provider },
    );
  }
}

/**
 * Keeps the newest images, tagged or not, and drops the rest. By count and not by age: an image that
 * has run for a year unchanged must still be there when a node starts.
 */
export function lifecyclePolicy(imagesKept: number): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Keep the newest ${imagesKept} images`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: imagesKept },
        action: { type: "expire" },
      },
    ],
  });
}

function mapValues<T, R>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, change(value, key)]),
  );
}

function imageRepositoriesIssues(args: ImageRepositoriesArgs): Issue[] {
  const issues: Issue[] = [];
  if (!(args.homeRegion in args.regions)) {
    issues.push({
      path: "homeRegion",
      problem: "is not among the regions",
      got: args.homeRegion,
      fix: `name one of ${Object.keys(args.regions).join(", ")}`,
    });
  }
  const { imagesKept = defaults.imagesKept } = args;
  if (!Number.isInteger(imagesKept) || imagesKept < 1) {
    issues.push({
      path: "imagesKept",
      problem: "is not a number of images",
      got: imagesKept,
      fix: "write a whole number from 1",
    });
  }
  return issues;
}
