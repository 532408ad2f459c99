// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { stackName, type Scope, type Topology } from "./topology";

/** What the engine answers when asked for another stack's outputs. */
interface StackRead {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly secretOutputNames?: readonly string[];
}

/** Another stack's outputs: values where it is deployed, unknowns while it isn't. */
export class StackOutputs<Outputs extends object> {
  /** @param read `undefined` where the stack isn't deployed yet and this is a preview */
  constructor(
    readonly fullName: string,
    private readonly read: StackRead | undefined,
  ) {}

  /**
   * One output, secret where the other stack marks it so. At preview it is unknown while the other
   * stack, or that output of it, doesn't exist.
   *
   * @throws pulumi.RunError at `up` when the output is missing, or its secret can't be decrypted
   */
  require<Name extends keyof Outputs & string>(name: Name): pulumi.Output<Required<Outputs>[Name]> {
    type Value = Required<Outputs>[Name];
    const value = this.read?.outputs[name];
    if (value === undefined) {
      if (pulumi.runtime.isDryRun()) return pulumi.output(pulumi.unknown) as pulumi.Output<Value>;
      throw new pulumi.RunError(
        `the stack ${this.fullName} has no output "${name}"; bring it up to date first: pulumi up --stack ${this.fullName}`,
      );
    }
    const output = pulumi.output(value as Value) as pulumi.Output<Value>;
    if (!this.read?.secretOutputNames?.includes(name)) return output;
    if (typeof value !== "string" || value === "") throw undecryptable(this.fullName, name);
    return pulumi.secret(output) as pulumi.Output<Value>;
  }
}

/**
 * The one way by which a value crosses from stack to stack, by the other stack's full name.
 *
 * It calls the function behind `pulumi.StackReference` itself: a reference to a stack that doesn't
 * exist yet is a fatal error of the engine, even at preview, and can't be caught.
 *
 * @throws pulumi.RunError at `up` when the other stack isn't deployed
 */
export async function outputsOf<Outputs extends object>(
  topology: Topology,
  scope: Scope,
): Promise<StackOutputs<Outputs>> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stackName(topology, scope)}`;
  try {
    const read = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", {
      name,
    })) as StackRead;
    return new StackOutputs<Outputs>(name, read);
  } catch (error) {
    if (!isUnknownStack(error)) throw error;
    if (pulumi.runtime.isDryRun()) return new StackOutputs<Outputs>(name, undefined);
    throw new pulumi.RunError(
      `the stack ${name} is not deployed, and this stack needs its outputs; bring it up first: pulumi up --stack ${name}`,
    );
  }
}

function isUnknownStack(error: unknown): boolean {
  return error instanceof Error && error.message.includes("unknown stack");
}

/** The engine answers an empty value, and exit code 0, for a secret of another passphrase or key. */
function undecryptable(stack: string, output: string): pulumi.RunError {
  return new pulumi.RunError(
    `the secret output "${output}" of the stack ${stack} can't be decrypted here; use the same passphrase or secrets provider for every stack of an environment`,
  );
}
