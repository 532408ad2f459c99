// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import {
  isAnywhere,
  openingsOf,
  openingTypes,
  portsBeyond,
  type Opening,
} from "../../lib/openings";

/** SSH, Telnet, RPC, SMB, SQL, NFS, Docker, etcd, RDP, VNC, WinRM, queues, caches, search, kubelet. */
const privatePorts: readonly string[] = (
  "22 23 111 135 445 1433 1521 2049 2375 2376 2379 2380 3306 3389 5432 5439 5601 5672 5900 5984 " +
  "5985 5986 6379 6380 7199 8086 9042 9092 9094 9200 9300 10250 11211 15672 27017"
).split(" ");

export const limitIngressFromAnywhere = resourceRule({
  id: "limit-ingress-from-anywhere",
  requirement:
    "No port of an administrator, a database, a cache or a queue is open to the internet, nor a range of ports.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A port of a database, a cache or an administrator that is opened to the internet for a test stays open, and is found within minutes.",
  sources: [
    "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_network_protection_layered.html",
  ],
  frameworks: [pciDss("1.3.1"), pciDss("1.4.2"), wellArchitected("SEC05-BP02")],
  fix: "Let in the security group or the range that needs the port, one port for each rule.",
  settings: {
    privatePorts: {
      description: "Ports of administrators, databases, caches and queues",
      default: privatePorts,
    },
  },
  types: openingTypes,
  check(resource, { config, each, violation }) {
    each(openingsOf(resource, "ingress"), (opening) => {
      each(opening.addresses, (range) => {
        if (!isAnywhere(range)) return;
        const beyond = portsBeyond(opening, publicPortOf(opening, config.privatePorts));
        if (beyond !== undefined) violation(resource, `${range.shown()} may reach ${beyond}`);
      });
    });
  },
});

/** The one port of an opening, where it isn't private; a range is never all public. */
function publicPortOf({ from, to }: Opening, privatePorts: readonly string[]): string[] {
  const port = from.text();
  return port === undefined || port !== to.text() || privatePorts.includes(port) ? [] : [port];
}
