// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../../stacks/environments";
import { scopeName, scopesOf, stackName } from "../../../stacks/topology";
import { label, stackOf } from "../../support/graph";
import {
  fromNothing,
  fullName,
  platform,
  platformTimeout,
  runStack,
  type StackGraph,
} from "../../support/platform";

describe.each(Object.entries(environments))(
  "the stacks of %s with none deployed",
  (_, topology) => {
    let deployed: readonly StackGraph[];
    let previewed: readonly StackGraph[];
    beforeAll(async () => {
      deployed = await platform(topology);
      previewed = await fromNothing(topology);
    }, platformTimeout);

    const scopes = scopesOf(topology);

    it.each(scopes.map(scopeName))("preview what %s will register", (scope) => {
      const registered = (stacks: readonly StackGraph[]) =>
        stackOf(stacks, scope).resources.map(label).sort();
      expect(registered(previewed)).toEqual(registered(deployed));
      expect(registered(previewed).length).toBeGreaterThan(5);
    });

    it.each(scopes.filter((scope) => scope !== "base").map((scope) => ({ scope })))(
      "fail at up before $scope registers anything",
      async ({ scope }) => {
        const registered: string[] = [];
        const run = runStack(topology, scope, { seen: ({ name }) => registered.push(name) });

        await expect(run).rejects.toThrow(
          `the stack ${fullName(topology, "base")} is not deployed, and this stack needs its outputs`,
        );
        expect(registered).toEqual([]);
      },
    );

    it("name the stack that is missing when it isn't the first", async () => {
      const [{ region } = { region: "" }] = scopes.filter((scope) => typeof scope === "object");
      const base = stackOf(deployed, "base");
      const only = new Map([[fullName(topology, "base"), base.read]]);
      const missing = stackName(topology, { region, delivery: false });
      for (const scope of [{ region, delivery: true }, "global"] as const) {
        const types: string[] = [];
        const options = { deployed: only, seen: ({ type }: { type: string }) => types.push(type) };
        await expect(runStack(topology, scope, options)).rejects.toThrow(
          `organization/payments/${missing} is not deployed`,
        );
        expect(types).toEqual([]);
      }
    });

    it("keep the database's password secret between the stacks", () => {
      expect(stackOf(deployed, "base").read.secretOutputNames).toEqual(["databasePassword"]);
      const others = deployed.filter(({ scope }) => scope !== "base");
      expect(others.flatMap(({ read }) => read.secretOutputNames)).toEqual([]);
    });
  },
);
