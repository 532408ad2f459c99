// SPDX-License-Identifier: Apache-2.0
import { readDeployment } from "../../sandbox/engine/state-files";
import { awsTypes } from "../../sandbox/aws";
import { againOf } from "../../sandbox/provider/again";
import { Checkout, type Ended } from "../support/checkout";
import { outcome, stepsOf } from "../support/engine-output";
import { cliTimeLimit } from "../support/fixture-project";
import { secondCreation } from "../support/second-creation";

const topologyFile = "stacks/environments/production.ts";
const surviving = ["eu-west-1", "eu-west-1-delivery"];
const delivery = "production-eu-west-1-delivery";
const cluster = "payments-production-eu-west-1";
const done = { code: 0, output: "" };

jest.setTimeout(cliTimeLimit);

/** Ordered: every test goes on from where the one before left the environment. */
describe("outages, in the real engine", () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = new Checkout();
    for (const scope of ["base", "us-east-1", ...surviving]) {
      expect(outcome(await sandbox("up", scope))).toEqual(done);
    }
  });
  afterAll(() => checkout.remove());

  const sandbox = (...args: string[]): Promise<Ended> => checkout.sandbox(args);
  const cloud = async (...args: string[]): Promise<string> => {
    const ended = await sandbox("cloud", ...args);
    expect(outcome(ended)).toEqual(done);
    return ended.stdout;
  };

  it("leaves no orphans where nothing went wrong", async () => {
    expect(await cloud("list", "--orphans")).toBe("no orphans\n");
  });

  it("knows what becomes of an object of each type that is made a second time", async () => {
    const types = new Map(awsTypes.map((type) => [type.token, type]));
    const account = checkout.cloud("production");
    const wrong: string[] = [];
    const seen = new Set<string>();
    for (const object of account.all()) {
      if (seen.has(object.type)) continue;
      seen.add(object.type);
      const type = types.get(object.type);
      if (type === undefined) continue;
      const [listed, found] = [againOf(type, object.inputs), await secondCreation(account, object)];
      if (listed !== found) wrong.push(`${object.type} ${object.id}: ${listed}, but ${found}`);
    }
    expect(wrong).toEqual([]);
  });

  describe("while us-east-1 is down", () => {
    beforeAll(async () => {
      expect(await cloud("down", "us-east-1")).toMatch(/^us-east-1 is down; /);
    });

    it.each(surviving)("%s is previewed, refreshed and updated as ever", async (scope) => {
      for (const operation of ["preview", "refresh", "up"]) {
        expect(outcome(await sandbox(operation, scope, "--expect-no-changes"))).toEqual(done);
      }
    });

    it("us-east-1 itself can't even be previewed, as its provider can't sign in", async () => {
      const { code, stdout, stderr } = await sandbox("preview", "us-east-1");
      expect(code).not.toBe(0);
      expect(stdout).toContain("retrieving caller identity from STS");
      expect(stdout).toContain("https://sts.us-east-1.amazonaws.com/");
      expect(stderr).toMatch(/^note: us-east-1 is down; this ends it: .* cloud up us-east-1$/m);
    });
  });

  describe("while the control planes in us-east-1 are down too", () => {
    beforeAll(async () => {
      await cloud("down", "us-east-1", "--control-planes");
    });

    it("the surviving region gets more nodes, without a refresh", async () => {
      checkout.edit(topologyFile, "maximum: 18", "maximum: 24");
      const preview = await sandbox("preview", "eu-west-1", "--json");
      expect(outcome(preview)).toEqual(done);
      const changed = Object.values(stepsOf(preview)).map(({ properties }) => properties);
      expect(changed).toContainEqual({ "scalingConfig.maxSize": "update" });
      expect(outcome(await sandbox("up", "eu-west-1"))).toEqual(done);
      expect(outcome(await sandbox("up", "eu-west-1", "--expect-no-changes"))).toEqual(done);
    });

    it("a refresh that reads roles fails, and says where", async () => {
      const { code, stdout } = await sandbox("refresh", "eu-west-1");
      expect(code).not.toBe(0);
      expect(stdout).toMatch(/read aws:iam\/role:Role: .*"https:\/\/iam\.amazonaws\.com\/"/);
    });

    it("all is well again when they are back", async () => {
      expect(await cloud("up", "us-east-1")).toBe("all is up\n");
      expect(outcome(await sandbox("refresh", "eu-west-1", "--expect-no-changes"))).toEqual(done);
    });
  });

  describe("while a cluster's API is down", () => {
    beforeAll(async () => {
      await cloud("api-down", cluster);
    });

    it("its region is previewed, refreshed and updated as ever", async () => {
      for (const operation of ["preview", "refresh", "up"]) {
        expect(outcome(await sandbox(operation, "eu-west-1", "--expect-no-changes"))).toEqual(done);
      }
    });

    it("its delivery stack says why it can't be refreshed or changed, and what to do", async () => {
      const undo = checkout.edit(
        topologyFile,
        'activeRegion: "us-east-1"',
        'activeRegion: "eu-west-1"',
      );
      const [refresh, up] = [
        await sandbox("refresh", "eu-west-1-delivery"),
        await sandbox("up", "eu-west-1-delivery"),
      ];
      undo();
      for (const { code, stderr } of [refresh, up]) {
        expect(code).not.toBe(0);
        expect(stderr).toMatch(
          new RegExp(`^note: the Kubernetes API of cluster ${cluster} can't be reached`, "m"),
        );
        expect(stderr).toContain(`cloud api-up ${cluster}`);
        expect(stderr).toContain("--unreachable eu-west-1");
      }
      expect(refresh.stdout).toContain("failed to read resource state due to unreachable cluster");
      expect(up.stdout).toContain("configured Kubernetes cluster is unreachable");
    });

    it("its delivery stack can't be destroyed as ever", async () => {
      const { code, stdout } = await takeDown();
      expect(code).not.toBe(0);
      expect(stdout).toContain("unreachable");
      expect(held()).toContain("kubernetes:helm.sh/v3:Release");
    });

    it("its delivery stack is taken down without it, on an explicit word", async () => {
      expect(outcome(await takeDown("--unreachable", "eu-west-1"))).toEqual(done);
      expect(held()).toEqual([]);
      // The cluster still holds it, if it is still there: nobody could ask.
      const left = await cloud("list", "--orphans");
      expect(left).toContain(`kubernetes/${cluster}  kubernetes:helm.sh/v3:Release  `);
    });
  });

  const takeDown = (...flags: string[]): Promise<Ended> =>
    sandbox(
      ...["destroy", "eu-west-1-delivery", "--take-down", "--confirm", "production"],
      ...flags,
    );

  /** Types of what the delivery stack's state holds. */
  function held(): string[] {
    const state = checkout.path(".sandbox/production/state");
    return (readDeployment(state, delivery)?.resources ?? []).map(({ type }) => type);
  }
});
