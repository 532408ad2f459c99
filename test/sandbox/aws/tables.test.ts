// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { awsProvider, awsTypes } from "../../../sandbox/aws";
import type { ResourceType, Self } from "../../../sandbox/provider/resource-type";
import { StandIn } from "../../support/stand-in";

const sdk = join(require.resolve("@pulumi/aws/package.json"), "..");

/** Outputs that AWS leaves unset for what this platform builds, and why. */
const unset: Readonly<Record<string, readonly string[]>> = {
  // Only a cluster on an Outpost has one; elsewhere the name is its id.
  "aws:eks/cluster:Cluster": ["clusterId"],
  // Filled when RDS itself keeps the password, or when an organisation staggers upgrades.
  "aws:rds/cluster:Cluster": ["masterUserSecrets", "upgradeRolloutOrder"],
};

/** What the SDK declares for a type: its outputs, and those that are no arguments. */
function declared(token: string): { outputs: Set<string>; computed: string[] } {
  const [, path = "", name = ""] = token.split(":");
  const text = readFileSync(join(sdk, `${path}.d.ts`), "utf8");
  const names = (start: string, line: RegExp): Set<string> => {
    const body = text.slice(text.indexOf(start));
    return new Set([...body.matchAll(line)].map(([, found = ""]) => found));
  };
  const outputs = names(`export declare class ${name} `, /^ {4}readonly (\w+): /gm);
  const args = names(`export interface ${name}Args {`, /^ {4}(\w+)\??: /gm);
  return { outputs, computed: [...outputs].filter((output) => !args.has(output)) };
}

function outputsOf(type: ResourceType, stand: StandIn): string[] {
  const self: Self = {
    inputs: {},
    id: "id",
    urn: "urn",
    account: "111122223333",
    region: "us-east-1",
    old: {},
    cloud: stand.cloud,
    unique: (digits) => "0".repeat(digits),
    digest: (digits) => "0".repeat(digits),
  };
  return Object.keys(type.outputs?.(self) ?? {});
}

describe("the tables", () => {
  it("have each type once", () => {
    const tokens = awsTypes.map(({ token }) => token);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  describe.each(awsTypes.map((type): [string, ResourceType] => [type.token, type]))(
    "%s",
    (token, type) => {
      it("says where it was read", () => {
        const sources = [type.source, ...(type.rules ?? []).map(({ source }) => source)];
        for (const source of sources) expect(source).toMatch(/^https:\/\/[\w.-]+\/\S+$/);
      });

      it("names only properties that the provider has", () => {
        const stand = new StandIn(awsProvider);
        const replaceOn = type.replaceOn === "every change" ? [] : (type.replaceOn ?? []);
        const named = [
          ...replaceOn.map((path) => path.split(".")[0] ?? ""),
          ...Object.keys(type.defaults ?? {}),
          ...(type.renews ?? []),
          ...(type.writeOnly ?? []),
          ...(type.autoName === undefined ? [] : [type.autoName.property]),
          ...outputsOf(type, stand),
        ];
        stand.dispose();
        const { outputs } = declared(token);
        expect(outputs.size).toBeGreaterThan(0);
        expect(named.filter((name) => !outputs.has(name))).toEqual([]);
      });

      it("gives every output that AWS computes", () => {
        const stand = new StandIn(awsProvider);
        const known = [...Object.keys(type.defaults ?? {}), ...(unset[token] ?? []), "tagsAll"];
        const given = [...outputsOf(type, stand), ...known];
        stand.dispose();
        const missing = declared(token).computed.filter((name) => !given.includes(name));
        expect(missing).toEqual([]);
      });
    },
  );
});
