// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";

import { environments } from "../../../stacks/environments";
import { scopeName, scopesOf, stackName } from "../../../stacks/topology";

const folder = resolve(__dirname, "../../../stacks");

const expected = Object.values(environments).flatMap((topology) =>
  scopesOf(topology).map((scope): [string, object] => [
    `Pulumi.${stackName(topology, scope)}.yaml`,
    {
      config: {
        "payments:environment": topology.environment,
        "payments:scope": scopeName(scope),
      },
    },
  ]),
);

describe("the committed stack files", () => {
  it("are one for every stack of every environment, and no more", () => {
    const present = readdirSync(folder).filter((name) => name.startsWith("Pulumi."));
    expect(present.sort()).toEqual(expected.map(([name]) => name).sort());
  });

  it.each(expected)("%s says environment and scope, and holds no salt", (name, content) => {
    const file: unknown = parse(readFileSync(join(folder, name), "utf8"));
    // A secrets provider on AWS may have been added; a passphrase's salt belongs to one machine.
    expect(file).toMatchObject(content);
    expect(file).not.toHaveProperty("encryptionsalt");
  });
});
