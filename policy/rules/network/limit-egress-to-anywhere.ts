// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { isAnywhere, openingsOf, openingTypes, portsBeyond } from "../../lib/openings";

export const limitEgressToAnywhere = resourceRule({
  id: "limit-egress-to-anywhere",
  requirement: "What may connect to anywhere may do so by HTTPS alone.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "The rule that everybody copies, all traffic to 0.0.0.0/0, lets a process that was taken over talk to anything by any protocol.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_network_protection_layered.html",
  ],
  frameworks: [pciDss("1.3.2"), pciDss("1.4.2"), wellArchitected("SEC05-BP02")],
  fix: "Let out to the security group or range that is meant, or by a port of the rule's openPorts.",
  settings: {
    openPorts: { description: "Ports by which anywhere may be reached", default: ["443"] },
  },
  types: openingTypes,
  check(resource, { config, each, violation }) {
    each(openingsOf(resource, "egress"), (opening) => {
      each(opening.addresses, (range) => {
        if (!isAnywhere(range)) return;
        const beyond = portsBeyond(opening, config.openPorts);
        if (beyond !== undefined)
          violation(resource, `${beyond} of ${range.shown()} may be reached`);
      });
    });
  },
});
