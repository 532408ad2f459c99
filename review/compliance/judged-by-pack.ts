// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

import { readExceptions } from "../../policy/lib/exceptions";
import { rules } from "../../policy/rules";
import { repository } from "../../sandbox/cli/session";
import { readyPolicyPack } from "../../sandbox/engine/policy-pack";
import type { EngineWorkspace } from "../../sandbox/engine/workspace";
import { SourceError, type StackResources } from "../graph/sources";
import { complianceOf, type Compliance } from "./compliance";

/**
 * Lets the repository's own pack judge stacks, today, with the exceptions of its file.
 *
 * @throws LedgerError when that file can't be used, AnalysisError when the engine can't run the pack
 */
export async function judgedByPack(
  workspace: Pick<EngineWorkspace, "cli" | "env">,
  stacks: readonly StackResources[],
): Promise<Compliance> {
  const pack = readyPolicyPack(repository);
  if (pack === undefined) throw new SourceError(`${repository} has no policy pack`);
  const ids = rules.map(({ id }) => id);
  return complianceOf(stacks, {
    ...{ workspace, pack, rules },
    exceptions: readExceptions(join(pack, "exceptions.yaml"), ids),
    today: new Date().toISOString().slice(0, 10),
  });
}
