// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { formatIssues, type Issue } from "./issues";

/**
 * Stops a component over everything that is wrong with its arguments, in one message.
 *
 * @throws pulumi.ResourceError when there is at least one issue
 */
export function assertNoIssues(component: pulumi.Resource, issues: readonly Issue[]): void {
  if (issues.length > 0) {
    throw new pulumi.ResourceError(formatIssues("invalid arguments", issues), component, true);
  }
}
