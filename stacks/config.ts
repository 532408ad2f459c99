// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { formatIssues } from "../components/shared/issues";
import { environments } from "./environments";
import type { Scope, Topology } from "./topology";
import { select } from "./topology-selection";

/**
 * Reads what this stack is to hold. Nothing else reads config, and nothing is registered before:
 * a wrong topology or config stops here. `takeDown` leaves every protection out, for the update
 * that comes before an environment is destroyed for good.
 *
 * @throws pulumi.RunError listing everything that is wrong, in one message
 */
export function readConfig(): { readonly topology: Topology; readonly scope: Scope } {
  const config = new pulumi.Config();
  const selected = select(environments, {
    environment: config.get("environment"),
    scope: config.get("scope"),
    stack: pulumi.getStack(),
  });
  if (selected.ok) {
    const { topology, scope } = selected;
    const protect = topology.protect && !(config.getBoolean("takeDown") ?? false);
    return { topology: { ...topology, protect }, scope };
  }
  throw new pulumi.RunError(formatIssues("the stack cannot run", selected.issues));
}
