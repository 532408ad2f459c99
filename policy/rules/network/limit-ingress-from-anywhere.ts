// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { isAnywhere, openingsOf, openingTypes, portsBeyond } from "../../lib/openings";

export const limitIngressFromAnywhere = resourceRule({
  id: "limit-ingress-from-anywhere",
  requirement: "Only the ports of the public API are open to the internet.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A port of a database, a cache or an administrator that is opened to the internet for a test stays open, and is found within minutes.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_network_protection_layered.html",
  ],
  frameworks: [pciDss("1.3.1"), pciDss("1.4.2"), wellArchitected("SEC05-BP02")],
  fix: "Let in the security group or the range that needs the port, or list the port in the rule's publicPorts if it is the public API's.",
  settings: {
    publicPorts: {
      description:
        "Ports that anyone may connect to. A TLS listener of a network load balancer serves one service, so each public service has a port",
      default: ["443", "8443", "9443"],
    },
  },
  types: openingTypes,
  check(resource, { config, each, violation }) {
    each(openingsOf(resource, "ingress"), (opening) => {
      each(opening.addresses, (range) => {
        if (!isAnywhere(range)) return;
        const beyond = portsBeyond(opening, config.publicPorts);
        if (beyond !== undefined) violation(resource, `${range.shown()} may reach ${beyond}`);
      });
    });
  },
});
