// SPDX-License-Identifier: Apache-2.0
import { certificatesOf, certificateType, covers } from "../../lib/certificates";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Graph, Resource } from "../../lib/graph";
import { recordType } from "../../lib/health-checks";
import { Referrers } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";
import { listenerType, loadBalancerType } from "../../lib/services";

export const coverNamesInEveryRegion = environmentRule({
  id: "cover-names-in-every-region",
  requirement:
    "The certificate of every load balancer that a name may lead to is one for that name.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A failover to a region whose certificate lacks the public name gives every client an error of TLS, while all health is green.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html",
    "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
  ],
  frameworks: [pciDss("4.2.1"), wellArchitected("REL13-BP02")],
  fix: "Add the name to the subjectAlternativeNames of that region's certificate.",
  types: [recordType],
  check(graph, { each, violation }) {
    const at = (one: Resource) => one.at("loadBalancerArn");
    const listeners = new Referrers(graph, graph.ofType(listenerType), at, loadBalancerType);
    const records = graph.ofType(recordType).filter((one) => one.at("aliases").isGiven);
    const between = new Set(records.map((one) => aliasOf(one)));
    // What clients ask for: a name to which only other names lead is none of theirs.
    const entries = records.filter((one) => !between.has(one.at("name").text() ?? ""));
    each(entries, (entry) => {
      const name = entry.at("name").text() ?? "";
      each(balancersOf(graph, entry, records), (balancer) => {
        const certificates = listeners
          .of(balancer)
          .flatMap((listener) => certificatesOf(graph, listener))
          .filter(({ type }) => type === certificateType);
        if (certificates.length === 0 || certificates.some((one) => covers(one, name))) return;
        const where = `${balancer.name} in ${balancer.region.text()}`;
        violation(entry, `no certificate of ${where} is one for ${name}`);
      });
    });
  },
});

/** The load balancers that a record leads to, over other records. @throws Undecidable */
function balancersOf(graph: Graph, record: Resource, records: readonly Resource[]): Resource[] {
  const found = graph.referents(record.at("aliases", 0, "name"), loadBalancerType);
  if (found.length > 0) return found;
  const next = records.filter((one) => one !== record && one.at("name").text() === aliasOf(record));
  return next.flatMap((one) => graph.referents(one.at("aliases", 0, "name"), loadBalancerType));
}

function aliasOf(record: Resource): string {
  return record.at("aliases", 0, "name").text() ?? "";
}
