// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";

import { globalServicesOf } from "../aws/endpoints";
import { type Cloud, noOutages, type Outages } from "../provider/cloud";
import { UsageError } from "./stacks";

const clusterType = "aws:eks/cluster:Cluster";
const region = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** What is down, a line each, with what ends it; none when all is up. */
export function describeOutages(cloud: Cloud, environment: string): string[] {
  const { regions, controlPlanes, clusterApis } = cloud.settings().outages ?? noOutages;
  const chosen = environment === "production" ? "" : ` --environment ${environment}`;
  const ends = (words: string) => `npm run sandbox -- cloud ${words}${chosen}`;
  return [
    ...regions.map((name) => {
      const services = controlPlanes.includes(name) ? globalServicesOf(name) : [];
      const also =
        services.length === 0 ? "" : `, with the control planes of ${services.join(", ")}`;
      return `${name} is down${also}; this ends it: ${ends(`up ${name}`)}`;
    }),
    ...clusterApis.map((name) => {
      const home = cloud.list(clusterType).find(({ id }) => id === name)?.place;
      const gone =
        home === undefined
          ? ""
          : `; if it is gone for good, --unreachable ${home} takes ` +
            "its delivery stack down without it (destroy --help)";
      return (
        `the Kubernetes API of cluster ${name} can't be reached; this ends it: ` +
        `${ends(`api-up ${name}`)}${gone}`
      );
    }),
  ];
}

/**
 * Takes a region down, or brings it back.
 *
 * @throws UsageError for what is no region
 */
export function setRegion(
  cloud: Cloud,
  name: string,
  up: boolean,
  withControlPlanes = false,
): Promise<void> {
  if (!region.test(name)) {
    throw new UsageError(`"${name}" is no region; regions are called us-east-1, eu-west-1, …`);
  }
  return change(cloud, ({ regions, controlPlanes, clusterApis }) => ({
    regions: toggled(regions, name, !up),
    controlPlanes: toggled(controlPlanes, name, !up && withControlPlanes),
    clusterApis,
  }));
}

/**
 * Takes a cluster's API down, or brings it back.
 *
 * @throws UsageError when there is no such cluster
 */
export function setClusterApi(cloud: Cloud, name: string, up: boolean): Promise<void> {
  const known = cloud.list(clusterType).map(({ id }) => id);
  if (!up && !known.includes(name)) {
    const have = known.length === 0 ? "none; bring a region up first" : known.join(", ");
    throw new UsageError(`the cloud has no cluster "${name}"; it has: ${have}`);
  }
  return change(cloud, (outages) => ({
    ...outages,
    clusterApis: toggled(outages.clusterApis, name, !up),
  }));
}

function change(cloud: Cloud, next: (outages: Outages) => Outages): Promise<void> {
  return cloud.alone(() => {
    const settings = cloud.settings();
    cloud.saveSettings({ ...settings, outages: next(settings.outages ?? noOutages) });
  });
}

function toggled(names: readonly string[], name: string, included: boolean): string[] {
  const others = names.filter((other) => other !== name);
  return included ? [...others, name].sort() : others;
}

interface Options {
  readonly environment: string;
  readonly controlPlanes?: boolean;
}

/** Adds `cloud down|up|api-down|api-up`. */
export function addOutageCommands(cloud: Command, open: (options: Options) => Cloud): void {
  const subcommand = (usage: string, description: string) =>
    cloud
      .command(usage)
      .description(description)
      .option("--environment <name>", "environment whose cloud it is", "production");
  const tell = (options: Options) => {
    const lines = describeOutages(open(options), options.environment);
    process.stdout.write(`${lines.length === 0 ? "all is up" : lines.join("\n")}\n`);
  };
  subcommand("down <region>", "let no call to a region through")
    .option("--control-planes", "nor to the global services that it runs for all regions")
    .action(async (name: string, options: Options) => {
      await setRegion(open(options), name, false, options.controlPlanes);
      tell(options);
    });
  subcommand("up <region>", "bring the region back").action(
    async (name: string, options: Options) => {
      await setRegion(open(options), name, true);
      tell(options);
    },
  );
  subcommand("api-down <cluster>", "let no call to a cluster's Kubernetes API through").action(
    async (name: string, options: Options) => {
      await setClusterApi(open(options), name, false);
      tell(options);
    },
  );
  subcommand("api-up <cluster>", "bring the cluster's Kubernetes API back").action(
    async (name: string, options: Options) => {
      await setClusterApi(open(options), name, true);
      tell(options);
    },
  );
}
