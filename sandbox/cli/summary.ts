// SPDX-License-Identifier: Apache-2.0
import { publicName, stackName, type Scope, type Topology } from "../../stacks/topology";
import type { Workspace } from "../engine/workspace";
import { at } from "../provider/values";
import { describeChanges, type StackResult } from "./bring-up";

/** Outputs of the stacks, by stack name; a stack that is not there has none. */
export type OutputsByStack = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Where each line of a region's summary comes from: the title, the stack, the path in its outputs. */
const regionLines: readonly (readonly [title: string, delivery: boolean, path: string])[] = [
  ["cluster", false, "cluster.name"],
  ["database", false, "database.endpoint"],
  ["cache", false, "cache.primaryEndpoint"],
  ["load balancer", false, "publicLoadBalancer.dnsName"],
  ["private names", false, "privateZone.name"],
  ["Argo CD chart", true, "argoCd.chartVersion"],
  ["Argo CD role label", true, "role"],
];

/** Reads the outputs of stacks from the engine. */
export async function readOutputs(
  workspace: Workspace,
  stacks: readonly string[],
): Promise<OutputsByStack> {
  const entries: [string, Record<string, unknown>][] = [];
  for (const stack of stacks) {
    const output = ["stack", "output", "--json", "--stack", workspace.qualified(stack)];
    const text = await workspace.stateCommand(output);
    entries.push([stack, JSON.parse(text) as Record<string, unknown>]);
  }
  return Object.fromEntries(entries);
}

/**
 * What a person wants to know after `npm start`, as lines of text; `writers` are the regions whose
 * database writes, as the cloud has it: nobody else knows of a failover.
 */
export function summarise(
  topology: Topology,
  results: readonly StackResult[],
  outputs: OutputsByStack,
  writers: readonly string[],
): string[] {
  return [
    ...stackLines(results),
    "",
    ...topology.services.map((service) => `${service.name}: ${publicName(topology, service)}`),
    ...topology.regions.flatMap(({ name, cidr }) => [
      "",
      `${name}, ${name === topology.activeRegion ? "active" : "standby"}`,
      ...table([
        ["  VPC", cidr],
        ["  database role", writers.includes(name) ? "writer" : "reader"],
        ...regionLines.map(([title, delivery, path]): [string, string] => [
          `  ${title}`,
          textOf(valueOf(topology, { region: name, delivery }, path, outputs)),
        ]),
      ]),
    ]),
    "",
    closing(results),
  ];
}

function stackLines(results: readonly StackResult[]): string[] {
  return table(
    results.map(({ stack, resources, seconds, changes }) => [
      stack,
      `${String(resources).padStart(4)} resources`,
      `${seconds.toFixed(1).padStart(6)} s`,
      describeChanges(changes),
    ]),
  );
}

function closing(results: readonly StackResult[]): string {
  const changed = results.some(({ changes }) => describeChanges(changes) !== "no changes");
  const resources = results.reduce((sum, result) => sum + result.resources, 0);
  return changed
    ? `${results.length} stacks are up, ${resources} resources. Run it again: it changes nothing.`
    : `Nothing changed: ${results.length} stacks, ${resources} resources, all as described.`;
}

function valueOf(topology: Topology, scope: Scope, path: string, outputs: OutputsByStack): unknown {
  return at(outputs[stackName(topology, scope)] ?? {}, path);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "not in the outputs";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Pads every column but the last to its widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  "),
  );
}
