// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "./graph";
import { regionOfHost } from "./region";
import { loadBalancerType } from "./services";

export const healthCheckType = "aws:route53/healthCheck:HealthCheck";
export const recordType = "aws:route53/record:Record";

/** Whether Route 53's probes ask something, not an alarm or other health checks. @throws Undecidable */
export function checksAnEndpoint(check: Resource): boolean {
  const type = check.at("type").text() ?? "";
  return /^(HTTPS?(_STR_MATCH)?|TCP)$/.test(type);
}

/** A health check and all that it is calculated from. @throws Undecidable */
export function withChildren(
  graph: Graph,
  check: Resource,
  seen = new Set<Resource>(),
): Resource[] {
  if (seen.has(check)) return [];
  seen.add(check);
  const children = graph.referents(check.at("childHealthchecks"), healthCheckType);
  return [check, ...children.flatMap((child) => withChildren(graph, child, seen))];
}

/** Region in which a record's target stands, `undefined` for one elsewhere. @throws Undecidable */
export function regionOfTarget(graph: Graph, record: Resource): string | undefined {
  const alias = record.at("aliases", 0, "name");
  const host = alias.isGiven ? alias : record.at("records", 0);
  if (!host.isGiven) return undefined;
  const [balancer] = graph.referents(host, loadBalancerType);
  return balancer?.region.text() ?? regionOfHost(host.text() ?? "");
}
