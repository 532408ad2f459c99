// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";

import { promotables, type Promotable } from "../aws/rds-promotion";
import { Cloud } from "../provider/cloud";
import { cloudDirectory } from "./session";
import { UsageError } from "./stacks";

/**
 * Promotes a database behind Pulumi's back, as a failover does.
 *
 * @throws UsageError when nothing of that name can be promoted, with what could be
 */
export async function promoteDatabase(cloud: Cloud, database: string): Promise<Promotable> {
  return cloud.alone(() => {
    const all = promotables(cloud);
    const wanted = all.find(({ names }) => names.includes(database));
    if (wanted === undefined) throw new UsageError(refusal(database, all));
    wanted.promote(cloud);
    return wanted;
  });
}

function refusal(database: string, all: readonly Promotable[]): string {
  const problem = `no database that follows another is called "${database}"`;
  if (all.length === 0) return `${problem}; this cloud has none: bring the regions up first`;
  return `${problem}; these could be promoted: ${all.map(({ names }) => names[0]).join(", ")}`;
}

/** Adds `cloud promote`. */
export function addPromoteCommand(cloud: Command): void {
  cloud
    .command("promote <database>")
    .description(
      "do to a database what a failover does: name the Aurora global cluster, or the cluster or RDS replica that is to write",
    )
    .option("--environment <name>", "environment whose cloud it is", "production")
    .action(async (database: string, { environment }: { readonly environment: string }) => {
      const { names, region } = await promoteDatabase(
        new Cloud(cloudDirectory(environment)),
        database,
      );
      process.stdout.write(`${names[0]} writes now, in ${region}\n`);
    });
}
