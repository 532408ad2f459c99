// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { resourceRule } from "../../lib/rule";

export const limitRecordTtl = resourceRule({
  id: "limit-record-ttl",
  requirement: "Names that clients connect to are asked for again within a minute.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Resolvers keep an answer for its TTL, and clients that asked a second before a failover go to the dead region for as long. Each second of it is one of the recovery time.",
  sources: [
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-dns.html",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-basic.html",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL11-BP02")],
  fix: "Set ttl to the rule's maximumSeconds or less, or use an alias, whose TTL is its target's.",
  settings: {
    maximumSeconds: {
      description: "Longest TTL of a record of addresses",
      default: 60,
      schema: { minimum: 0 },
    },
  },
  types: ["aws:route53/record:Record"],
  check(record, { config, violation }) {
    const ttl = record.at("ttl");
    if ((ttl.number() ?? 0) <= config.maximumSeconds || !isForClients(record)) return;
    violation(record, `its TTL is ${ttl.shown()} seconds`);
  },
  remedy(record, { maximumSeconds }) {
    const known = ["ttl", "type", "name"].every((property) => record.at(property).isKnown);
    if (!known || (record.at("ttl").number() ?? 0) <= maximumSeconds) return undefined;
    return isForClients(record) ? { ttl: maximumSeconds } : undefined;
  },
});

/**
 * Whether a record gives addresses to clients. Names that begin with an underscore prove or describe
 * something, such as who owns a certificate's domain, and nobody connects to them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8552
 */
function isForClients(record: Resource): boolean {
  if (!["A", "AAAA", "CNAME"].includes(record.at("type").text() ?? "")) return false;
  return record.at("name").text()?.startsWith("_") !== true;
}
