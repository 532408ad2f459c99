// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from "node:fs";

import { stateOf } from "../../sandbox/provider/cloud";
import { at } from "../../sandbox/provider/values";
import { staging } from "../../stacks/environments/staging";
import { Checkout } from "../support/checkout";
import { headings, outcome } from "../support/engine-output";
import { cliTimeLimit } from "../support/fixture-project";
import { nth, thirdRegion } from "../support/topologies";

const topologyFile = "stacks/environments/staging.ts";
const done = { code: 0, output: "" };

jest.setTimeout(cliTimeLimit);

/** Ordered: every test goes on from where the one before left the environment. */
describe("an environment founded in eu-west-1, with a third region", () => {
  let checkout: Checkout;
  const third = { ...nth(staging, 1), ...withoutSizes(thirdRegion()) };
  const stacks = [
    ...["base", "eu-west-1", third.name, "us-east-1"],
    ...["eu-west-1-delivery", `${third.name}-delivery`, "us-east-1-delivery", "global"],
  ].map((scope) => `staging-${scope}`);

  beforeAll(() => {
    checkout = new Checkout();
    checkout.edit(topologyFile, 'foundingRegion: "us-east-1"', 'foundingRegion: "eu-west-1"');
    checkout.edit(topologyFile, 'activeRegion: "us-east-1"', 'activeRegion: "eu-west-1"');
    checkout.edit(topologyFile, "regions: [", `regions: [${JSON.stringify(third)},`);
    for (const scope of [third.name, `${third.name}-delivery`]) {
      const config = `config:\n  payments:environment: staging\n  payments:scope: ${scope}\n`;
      writeFileSync(checkout.path(`stacks/Pulumi.staging-${scope}.yaml`), config);
    }
  });
  afterAll(() => checkout.remove());

  const sandbox = (...args: string[]) => checkout.sandbox([...args, "--environment", "staging"]);

  it("comes up with no new code, the founding region first", async () => {
    const ended = await sandbox("up");
    expect(outcome(ended)).toEqual(done);
    expect(headings(ended)).toEqual(stacks);
  });

  it("writes in the founding region and follows in the two others", () => {
    const first = checkout
      .cloud("staging")
      .list("aws:rds/instance:Instance")
      .filter(({ inputs }) => String(inputs.identifier).endsWith("-g1-1"))
      .map(({ place, inputs }) => [place, [inputs.username, inputs.replicateSourceDb]]);
    const source = "arn:aws:rds:eu-west-1:444455556666:db:staging-payments-eu-west-1-g1-1";
    expect(Object.fromEntries(first)).toEqual({
      "eu-west-1": ["payments", undefined],
      "eu-central-1": [undefined, source],
      "us-east-1": [undefined, source],
    });
  });

  it("has the primary record in the founding region, the secondary in its peer", () => {
    const records = checkout.cloud("staging").list("aws:route53/record:Record").map(stateOf);
    const failover = records
      .filter((record) => record.failoverRoutingPolicies !== undefined)
      .map((record) => [at(record, "failoverRoutingPolicies.0.type"), record.setIdentifier]);
    expect(Object.fromEntries(failover)).toEqual({
      PRIMARY: "eu-west-1",
      SECONDARY: "us-east-1",
    });
  });

  it("is destroyed with the region that writes after the others", async () => {
    const ended = await sandbox("destroy");
    expect(outcome(ended)).toEqual(done);
    const destroyed = headings(ended).filter((title) => title.endsWith(": destroy"));
    expect(destroyed.slice(-2)).toEqual(["staging-eu-west-1: destroy", "staging-base: destroy"]);
  });
});

/** The third region's own name, peer, ranges and zones; staging's sizes stay. */
function withoutSizes({
  name,
  peer,
  cidr,
  podCidr,
  serviceCidr,
  availabilityZones,
}: ReturnType<typeof thirdRegion>) {
  return { name, peer, cidr, podCidr, serviceCidr, availabilityZones };
}
