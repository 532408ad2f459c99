// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../stacks/environments";
import { writingRegions } from "../aws/rds-promotion";
import { Cloud } from "../provider/cloud";
import { bringUp } from "./bring-up";
import { endWithReader } from "./output";
import { reportFailure } from "./report-failure";
import { cloudDirectory, withWorkspace } from "./session";
import { findEnvironment, stacksOf } from "./stacks";
import { readOutputs, summarise } from "./summary";

/** `npm start`: all of production comes up in the sandbox, then a summary. */
async function start(): Promise<void> {
  const topology = findEnvironment(environments, "production");
  await withWorkspace(topology, async (workspace) => {
    const results = await bringUp(workspace, topology, process.stdout);
    const outputs = await readOutputs(workspace, stacksOf(topology));
    const writers = writingRegions(new Cloud(cloudDirectory(topology.environment)));
    process.stdout.write(`\n${summarise(topology, results, outputs, writers).join("\n")}\n`);
  });
}

endWithReader();
start().catch(reportFailure);
