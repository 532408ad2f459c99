// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { GlobalDatabase } from "../components/data/global-database";
import { PaymentJournal } from "../components/data/payment-journal";
import { RegionalCredentials } from "../components/data/regional-credentials";
import { CiRoles } from "../components/delivery/ci-roles";
import { ImageRepositories } from "../components/delivery/image-repositories";
import { Certificates } from "../components/edge/certificates";
import { HostedZone } from "../components/edge/hosted-zone";
import { ElasticIpQuota } from "../components/network/elastic-ip-quota";
import { privateZoneName } from "../components/network/private-zone";
import { EncryptionKey } from "../components/shared/encryption-key";
import type { KeyUser } from "../components/shared/key-policy";
import { database, elasticIpsPerRegion } from "./conventions";
import type { BaseOutputs, ByRegion, Exports } from "./outputs";
import { awsProvider } from "./providers";
import type { Topology } from "./topology";

/**
 * What exists before any region, what an account has one of, and what several regions refer to.
 * A region that is down doesn't need this stack: nothing here changes during a failover.
 */
export function base(topology: Topology): Partial<Exports<BaseOutputs>> {
  const providers = providersOf(topology);
  const home = { provider: providerIn(providers, topology.foundingRegion) };

  const { hostedZone } = topology.dns;
  const zone = new HostedZone(
    "payments-zone",
    { zone: topology.dns.zone, source: hostedZone.source, protect: topology.protect },
    home,
  );
  if (hostedZone.source === "create" && !hostedZone.delegated) {
    void pulumi.log.warn(
      `delegate ${topology.dns.zone} to the name servers in this stack's outputs, then set dns.hostedZone.delegated; until then nothing else is made, since no certificate can be validated`,
    );
    return { zoneId: zone.zoneId, nameServers: zone.nameServers };
  }
  const keys = createKeys(topology, providers);
  const credentials = createCredentials(topology, providers, keys);
  const journal = createJournal(topology, providers, keys);
  const certificates = createCertificates(topology, providers, zone, home);
  const globalDatabase = createGlobalDatabase(topology, home);
  const images = createImageRepositories(topology, providers, keys);
  const ci = createCiRoles(topology, providers, home);
  raiseQuotas(topology, providers);

  return {
    zoneId: zone.zoneId,
    nameServers: zone.nameServers,
    certificateArns: certificates.certificateArns,
    databaseKeyArns: arnsOf(keys.database),
    secretKeyArns: arnsOf(keys.secrets),
    databaseSecretArns: credentials.secretArns,
    databasePassword: credentials.password,
    ...globalDatabase,
    journalTableName: journal.tableName,
    journalTableArns: journal.replicaArns,
    journalKeyArns: arnsOf(keys.journal),
    imageRepositoryUrls: images.repositoryUrls,
    previewRoleArn: ci.previewRoleArn,
    deployRoleArn: ci.deployRoleArn,
  };
}

type Providers = ReadonlyMap<string, aws.Provider>;
type Keys = Readonly<
  Record<"database" | "secrets" | "images" | "journal", ByRegion<EncryptionKey>>
>;

/** A provider for every region in which this stack has something, the journal's included. */
function providersOf(topology: Topology): Providers {
  const regions = new Set([...regionNames(topology), ...topology.journal.replicas]);
  return new Map([...regions].map((region) => [region, awsProvider(topology, "base", region)]));
}

function createKeys(topology: Topology, providers: Providers): Keys {
  const keysFor = (purpose: keyof Keys, usedBy: readonly KeyUser[], regions: readonly string[]) =>
    byRegion(regions, (region) => createKey(topology, providers, region, purpose, usedBy));
  const regions = regionNames(topology);
  return {
    database: keysFor("database", ["rds"], regions),
    secrets: keysFor("secrets", ["secretsmanager"], regions),
    images: keysFor("images", ["ecr"], regions),
    journal: keysFor("journal", ["dynamodb"], topology.journal.replicas),
  };
}

function createKey(
  topology: Topology,
  providers: Providers,
  region: string,
  purpose: keyof Keys,
  usedBy: readonly KeyUser[],
): EncryptionKey {
  const { environment, accountId, protect } = topology;
  return new EncryptionKey(
    `payments-${purpose}-key-${region}`,
    { environment, accountId, protect, region, purpose, usedBy },
    { provider: providerIn(providers, region) },
  );
}

function createCredentials(
  { environment, protect, ...topology }: Topology,
  providers: Providers,
  keys: Keys,
): RegionalCredentials {
  return new RegionalCredentials("payments-database-credentials", {
    environment,
    protect,
    purpose: "database",
    username: database.username,
    regions: byRegion(
      topology.regions.map(({ name }) => name),
      (region) => ({
        kmsKeyArn: arnIn(keys.secrets, region),
        provider: providerIn(providers, region),
      }),
    ),
  });
}

/** Only the engine `aurora-global` has something above the regions. */
function createGlobalDatabase(
  { environment, protect, database: { engine, generation, engineVersion } }: Topology,
  home: pulumi.ComponentResourceOptions,
): Pick<Exports<BaseOutputs>, "globalClusterIdentifier"> | undefined {
  if (engine !== "aurora-global") return undefined;
  const { globalClusterIdentifier } = new GlobalDatabase(
    "payments-database",
    { environment, protect, generation, engineVersion, databaseName: database.name },
    home,
  );
  return { globalClusterIdentifier };
}

function createCiRoles(
  { environment, accountId, ci, journal }: Topology,
  providers: Providers,
  home: pulumi.ComponentResourceOptions,
): CiRoles {
  // The witness has no provider, but making the journal needs rights in its region too.
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html
  const regions = [...new Set([...providers.keys(), journal.witness])];
  return new CiRoles(
    "payments-ci",
    { environment, accountId, regions, repository: ci.repository },
    home,
  );
}

function createJournal(topology: Topology, providers: Providers, keys: Keys): PaymentJournal {
  const [homeRegion = "", replicaRegion = ""] = topology.journal.replicas;
  return new PaymentJournal(
    "payments-journal",
    {
      environment: topology.environment,
      homeRegion,
      replicaRegion,
      witnessRegion: topology.journal.witness,
      kmsKeyArn: arnIn(keys.journal, homeRegion),
      replicaKmsKeyArn: arnIn(keys.journal, replicaRegion),
      protect: topology.protect,
    },
    { provider: providerIn(providers, homeRegion) },
  );
}

/**
 * A certificate per region for the public names, the region's own names and its private names.
 * The private names are below the public zone, so that a public authority can vouch for them.
 */
function createCertificates(
  topology: Topology,
  providers: Providers,
  zone: HostedZone,
  home: pulumi.ComponentResourceOptions,
): Certificates {
  const domain = topology.dns.zone;
  return new Certificates(
    "payments-certificates",
    {
      zoneId: zone.zoneId,
      certificates: byRegion(regionNames(topology), (region) => ({
        domainName: domain,
        subjectAlternativeNames: [
          `*.${domain}`,
          `*.${region}.${domain}`,
          `*.${privateZoneName(region, domain)}`,
        ],
        provider: providerIn(providers, region),
      })),
    },
    home,
  );
}

function createImageRepositories(
  topology: Topology,
  providers: Providers,
  keys: Keys,
): ImageRepositories {
  return new ImageRepositories("payments-images", {
    images: topology.services.map((service) => service.name),
    homeRegion: topology.foundingRegion,
    accountId: topology.accountId,
    protect: topology.protect,
    regions: byRegion(regionNames(topology), (region) => ({
      kmsKeyArn: arnIn(keys.images, region),
      provider: providerIn(providers, region),
    })),
  });
}

function raiseQuotas(topology: Topology, providers: Providers): void {
  for (const region of regionNames(topology)) {
    new ElasticIpQuota(
      `payments-quota-${region}`,
      { addresses: elasticIpsPerRegion },
      { provider: providerIn(providers, region) },
    );
  }
}

function regionNames(topology: Topology): string[] {
  return topology.regions.map((region) => region.name);
}

function byRegion<T>(regions: readonly string[], make: (region: string) => T): ByRegion<T> {
  return Object.fromEntries(regions.map((region) => [region, make(region)]));
}

function arnsOf(keys: ByRegion<EncryptionKey>): ByRegion<pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(keys).map(([region, key]) => [region, key.arn]));
}

function arnIn(keys: ByRegion<EncryptionKey>, region: string): pulumi.Output<string> {
  const key = keys[region];
  if (key === undefined) throw new RangeError(`no key was made in ${region}`);
  return key.arn;
}

function providerIn(providers: Providers, region: string): aws.Provider {
  const provider = providers.get(region);
  if (provider === undefined) throw new RangeError(`no provider was made for ${region}`);
  return provider;
}
