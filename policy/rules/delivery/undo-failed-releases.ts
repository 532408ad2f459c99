// SPDX-License-Identifier: Apache-2.0
import { expectFlag } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const undoFailedReleases = resourceRule({
  id: "undo-failed-releases",
  requirement: "A Helm release that fails is rolled back.",
  severity: "low",
  level: "advisory",
  protectsFrom:
    "A failed upgrade leaves half of a controller's objects new and half old, and Helm refuses the next try while it is pending.",
  sources: ["https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/"],
  frameworks: [wellArchitected("REL08-BP05")],
  fix: "Set atomic to true.",
  types: ["kubernetes:helm.sh/v3:Release"],
  check(release, context) {
    expectFlag(release, ["atomic"], true, context);
  },
});
