// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { production } from "../../stacks/environments/production";
import { outputsOf } from "../../stacks/references";
import { mockCloud, type StackRead } from "../support/mock-cloud";
import { record } from "../support/mocks";

interface Outputs {
  readonly plain: string;
  readonly password: string;
}

const full = "organization/payments/production-base";
const deployed: StackRead = {
  outputs: { plain: "a value", password: "a secret" },
  secretOutputNames: ["password"],
};

/** Reads one output of `base` and answers what a program would see of it. */
async function read(
  name: keyof Outputs,
  stack: StackRead | undefined,
  preview = false,
): Promise<{ value: unknown; secret: boolean; known: boolean }> {
  const seen: { value?: unknown; secret: boolean; known: boolean } = {
    secret: false,
    known: false,
  };
  const program = async (): Promise<void> => {
    const outputs = await outputsOf<Outputs>(production, "base");
    const output = outputs.require(name);
    seen.secret = await pulumi.isSecret(output);
    // Unknown values never reach an apply.
    output.apply((value) => Object.assign(seen, { value, known: true }));
  };
  const stacks = new Map(stack === undefined ? [] : [[full, stack]]);
  const cloud = { stack: "test", accountId: production.accountId, preview, deployed: stacks };
  await record(program, { preview, mocks: mockCloud(cloud) });
  return { value: seen.value, secret: seen.secret, known: seen.known };
}

describe("a reference to another stack", () => {
  it.each([true, false])("gives the value of an output (preview: %s)", async (preview) => {
    const expected = { value: "a value", secret: false, known: true };
    expect(await read("plain", deployed, preview)).toEqual(expected);
  });

  it.each([true, false])("keeps a secret secret (preview: %s)", async (preview) => {
    const expected = { value: "a secret", secret: true, known: true };
    expect(await read("password", deployed, preview)).toEqual(expected);
  });

  it("is unknown at preview while the other stack isn't deployed", async () => {
    expect(await read("plain", undefined, true)).toMatchObject({ known: false });
  });

  it("is unknown at preview while the other stack lacks the output", async () => {
    const without = { outputs: { password: "a secret" }, secretOutputNames: ["password"] };
    expect(await read("plain", without, true)).toMatchObject({ known: false });
  });

  it("fails at up when the other stack isn't deployed", async () => {
    await expect(read("plain", undefined)).rejects.toThrow(
      `the stack ${full} is not deployed, and this stack needs its outputs; bring it up first: pulumi up --stack ${full}`,
    );
  });

  it("fails at up when the other stack lacks the output", async () => {
    await expect(read("plain", { outputs: {}, secretOutputNames: [] })).rejects.toThrow(
      `the stack ${full} has no output "plain"; bring it up to date first: pulumi up --stack ${full}`,
    );
  });

  it.each([true, false])(
    "fails when the other stack's secret can't be decrypted (preview: %s)",
    async (preview) => {
      const locked = { outputs: { password: "" }, secretOutputNames: ["password"] };
      await expect(read("password", locked, preview)).rejects.toThrow(
        `the secret output "password" of the stack ${full} can't be decrypted here; use the same passphrase or secrets provider for every stack of an environment`,
      );
    },
  );

  it("fails with the engine's own error when that is another one", async () => {
    const mocks: pulumi.runtime.Mocks = {
      newResource: ({ inputs }) => ({ id: undefined, state: inputs as object }),
      call: () => {
        throw Object.assign(new Error(), { details: "the backend is not there" });
      },
    };
    const program = () => outputsOf<Outputs>(production, "base");
    await expect(record(program, { preview: true, mocks })).rejects.toThrow(
      "the backend is not there",
    );
  });
});
