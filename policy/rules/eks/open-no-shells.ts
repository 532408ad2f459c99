// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { isFilled } from "../../lib/expect";

export const openNoShells = resourceRule({
  id: "open-no-shells",
  requirement: "Nobody signs in to nodes by SSH.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "remoteAccess without source groups opens port 22 of every node to the internet, and a key pair is one password for all, with no name in any log.",
  sources: [
    "https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_compute_reduce_manual_management.html",
  ],
  frameworks: [pciDss("8.2.2"), wellArchitected("SEC06-BP03")],
  fix: "Take remoteAccess, or the template's keyName, away; use Session Manager or kubectl debug.",
  types: ["aws:eks/nodeGroup:NodeGroup", "aws:ec2/launchTemplate:LaunchTemplate"],
  check(resource, { violation }) {
    const ways = ["remoteAccess", "keyName"].filter((way) => isFilled(resource.at(way)));
    if (ways.length > 0) violation(resource, `${ways.join(" and ")} is set`);
  },
});
