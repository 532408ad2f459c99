// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { orphansAsText, orphansOf } from "../../../sandbox/cli/orphans";
import type { Deployment } from "../../../sandbox/engine/state-files";
import { writeJson } from "../../../sandbox/json-file";
import { Cloud, type CloudObject } from "../../../sandbox/provider/cloud";

const prefix = "urn:pulumi:staging-base::payments::";
const vpcType = "aws:ec2/vpc:Vpc";
const vpcUrn = `${prefix}payments:network:Vpc$${vpcType}::network`;

let folder: string;
let cloud: Cloud;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orphans-"));
  cloud = new Cloud(join(folder, "cloud"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const vpc = (change: Partial<CloudObject> = {}): CloudObject => ({
  ...{ type: vpcType, id: "vpc-1", place: "eu-west-1", urn: vpcUrn, inputs: {}, computed: {} },
  ...change,
});

function orphans(deployment: Deployment, environment = "production") {
  const state = join(folder, "state/.pulumi/stacks/payments/staging-base.json");
  writeJson(state, { version: 3, checkpoint: { latest: deployment } });
  return orphansOf(cloud, join(folder, "state"), environment);
}

const resource = (urn: string, id?: string, more = {}) => {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return { urn, type, ...(id !== undefined && { id }), ...more };
};

describe("an orphan", () => {
  it.each([
    ["what a state knows", vpc(), resource(vpcUrn, "vpc-1")],
    [
      "what a state knows by another name now",
      vpc(),
      resource(`${prefix}${vpcType}::new`, "vpc-1", { aliases: [vpcUrn] }),
    ],
    ["what was there before any program", vpc({ urn: "" }), undefined],
    ["what AWS keeps of deleted objects", vpc({ type: "leftover:ec2/vpc" }), undefined],
  ])("is not %s", (_, object, known) => {
    cloud.put(object);
    expect(orphans({ resources: known === undefined ? [] : [known] })).toEqual([]);
  });

  it("is what no stack knows, with its stack", () => {
    cloud.put(vpc());
    expect(orphans({})).toMatchObject([{ object: vpc(), stack: "staging-base" }]);
  });

  it("is the other one of what was made twice: it can only be deleted", () => {
    cloud.put(vpc());
    cloud.put(vpc({ id: "vpc-2" }));
    const found = orphans({ resources: [resource(vpcUrn, "vpc-2")] }, "staging");
    expect(found.map(({ object, advice }) => [object.id, advice])).toEqual([
      [
        "vpc-1",
        [
          "made twice: the stack has vpc-2; delete this one: npm run sandbox -- cloud delete vpc-1 " +
            "--type aws:ec2/vpc:Vpc --place eu-west-1 --environment staging",
        ],
      ],
    ]);
  });

  it("is what a killed run was making, until the next takes it in", () => {
    cloud.put(vpc());
    const [orphan] = orphans({
      pending_operations: [{ type: "creating", resource: resource(vpcUrn) }],
    });
    expect(orphan?.advice).toEqual([
      "a killed run was making it; the next takes it into the state: npm run sandbox -- up staging-base",
    ]);
  });

  it("can be imported under its component, with the provider of its place", () => {
    cloud.put(vpc());
    const component = `${prefix}payments:network:Vpc::network`;
    const provider = (region: string) =>
      resource(`${prefix}pulumi:providers:aws::${region}`, region, { inputs: { region } });
    const [orphan] = orphans({
      resources: [provider("us-east-1"), provider("eu-west-1"), resource(component)],
    });
    expect(orphan?.advice[0]).toBe(
      "take it into the state: npm run sandbox -- import staging-base aws:ec2/vpc:Vpc network vpc-1 " +
        `--parent parent=${component} --provider provider=${prefix}pulumi:providers:aws::eu-west-1`,
    );
  });

  it("belongs to the component with whose name its own begins, where several could have it", () => {
    const urn = `${prefix}payments:network:Vpc$${vpcType}::network-two-vpc`;
    cloud.put(vpc({ urn }));
    const components = ["network", "network-two", "other"].map((name) =>
      resource(`${prefix}payments:network:Vpc::${name}`),
    );
    const [orphan] = orphans({ resources: components });
    expect(orphan?.advice[0]).toContain(
      `--parent parent=${prefix}payments:network:Vpc::network-two`,
    );
  });

  it("is told with place, type, id, maker and advice", () => {
    cloud.put(vpc());
    const lines = orphansAsText(orphans({})).split("\n");
    expect(lines.slice(0, 2)).toEqual(["eu-west-1  aws:ec2/vpc:Vpc  vpc-1", `  made by ${vpcUrn}`]);
    expect(lines).toHaveLength(4);
  });
});
