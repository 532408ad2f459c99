// SPDX-License-Identifier: Apache-2.0
import { base } from "./stacks/base";
import { readConfig } from "./stacks/config";
import { delivery } from "./stacks/delivery";
import { global } from "./stacks/global";
import { region } from "./stacks/region";

/** The stack's outputs: what its scope's program answers. */
export = async (): Promise<object> => {
  const { topology, scope } = readConfig();
  if (scope === "base") return base(topology);
  if (scope === "global") return global(topology);
  return scope.delivery ? delivery(topology, scope.region) : region(topology, scope.region);
};
