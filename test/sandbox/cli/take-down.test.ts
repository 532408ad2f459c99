// SPDX-License-Identifier: Apache-2.0
import {
  destructionOrder,
  refuseToDestroyProtected,
  takeDown,
  writerIn,
} from "../../../sandbox/cli/take-down";
import { stacksOf } from "../../../sandbox/cli/stacks";
import type { EngineWorkspace } from "../../../sandbox/engine/workspace";
import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";

const globalCluster = (writer: string) => ({
  type: "aws:rds/globalCluster:GlobalCluster",
  outputs: {
    globalClusterMembers: ["us-east-1", "eu-west-1"].map((region) => ({
      dbClusterArn: `arn:aws:rds:${region}:111122223333:cluster:production-payments-${region}-g1`,
      isWriter: region === writer,
    })),
  },
});

describe("writerIn", () => {
  it.each(["us-east-1", "eu-west-1"])("finds the writer in %s", (region) => {
    const resources = [{ type: "aws:kms/key:Key" }, globalCluster(region)];
    expect(writerIn({ deployment: { resources } })).toBe(region);
  });

  it.each([{}, { deployment: { resources: [] } }, { deployment: { resources: [{ type: "x" }] } }])(
    "knows none where there is no global cluster: %j",
    (exported) => {
      expect(writerIn(exported)).toBeUndefined();
    },
  );
});

describe("destructionOrder", () => {
  const all = stacksOf(production);

  it("goes backwards, the founding region's after the others", () => {
    expect(destructionOrder(production, all, "us-east-1")).toEqual([
      "production-global",
      "production-eu-west-1-delivery",
      "production-us-east-1-delivery",
      "production-eu-west-1",
      "production-us-east-1",
      "production-base",
    ]);
  });

  it("puts the region that writes last, wherever a failover has put the writer", () => {
    expect(destructionOrder(production, all, "eu-west-1").slice(-3)).toEqual([
      "production-us-east-1",
      "production-eu-west-1",
      "production-base",
    ]);
  });

  it("leaves out what does not stand", () => {
    expect(destructionOrder(production, ["production-base"], "us-east-1")).toEqual([
      "production-base",
    ]);
  });
});

describe("refuseToDestroyProtected", () => {
  it("names the command that takes a protected environment down", () => {
    expect(() => refuseToDestroyProtected(production)).toThrow(
      "production is protected; to take it down for good: npm run sandbox -- destroy --environment production --take-down",
    );
  });

  it("lets an unprotected environment go", () => {
    expect(() => refuseToDestroyProtected(staging)).not.toThrow();
  });
});

describe("takeDown", () => {
  it("fails when an update fails, and destroys nothing then", async () => {
    const asked: string[] = [];
    const workspace: EngineWorkspace = {
      root: "/",
      cli: "/bin/false",
      env: {},
      prepareStack: (stack, overrides) => {
        asked.push(`${stack} ${JSON.stringify(overrides)}`);
        return Promise.resolve();
      },
      recover: () => Promise.resolve(),
      existingStacks: () =>
        Promise.resolve(stacksOf(production).map((name) => ({ name, resources: 1 }))),
      stateCommand: (args) => {
        asked.push(args.join(" "));
        return Promise.resolve("{}");
      },
      qualified: (stack) => stack,
      configFile: (stack) => stack,
      path: (...parts) => parts.join("/"),
    };

    expect(
      await takeDown(workspace, production, {
        stacks: stacksOf(production),
        flags: [],
        unreachable: [],
      }),
    ).toBe(1);
    expect(asked).toEqual(['production-base {"payments:takeDown":"true"}']);
  });
});
