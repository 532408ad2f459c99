// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { readConfig } from "../../stacks/config";

async function run(config: Record<string, string>, stack: string) {
  pulumi.runtime.setAllConfig(config);
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
      call: () => ({}),
    },
    "payments",
    stack,
  );
  return readConfig();
}

describe("readConfig", () => {
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("gives the topology and the scope of the stack", async () => {
    const config = { "payments:environment": "staging", "payments:scope": "eu-west-1-delivery" };
    expect(await run(config, "staging-eu-west-1-delivery")).toMatchObject({
      topology: { environment: "staging" },
      scope: { region: "eu-west-1", delivery: true },
    });
  });

  it("fails with one message that lists every problem", async () => {
    const error: unknown = await run({}, "dev").catch((caught: unknown) => caught);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect((error as Error).message).toBe(
      [
        "the stack cannot run",
        "  - payments:environment: is missing; set it in stacks/Pulumi.dev.yaml: production, staging",
        "  - payments:scope: is missing; set it in stacks/Pulumi.dev.yaml: base, global, a region, or a region with -delivery",
      ].join("\n"),
    );
  });
});
