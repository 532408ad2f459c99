// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

/** As of Semantic Versioning: no range, no wildcard. Helm takes a leading v too. */
const exact = /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

export const pinCharts = resourceRule({
  id: "pin-charts",
  requirement: "Helm releases name one version of their chart.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "Left out, the newest of the day is installed: the two regions get different ones, and a rebuilt cluster isn't the one that was lost.",
  sources: [
    "https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/v3/release/",
    "https://semver.org/",
  ],
  frameworks: [pciDss("6.5.1"), wellArchitected("REL08-BP05")],
  fix: "Set version to an exact one.",
  types: ["kubernetes:helm.sh/v3:Release"],
  check(release, { violation }) {
    const version = release.at("version");
    if (!exact.test(version.text() ?? "")) violation(release, found(version));
  },
});
