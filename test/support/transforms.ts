// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { ICallbackServer } from "@pulumi/pulumi/runtime/callbacks";

/** What a transform makes of a child that the mocks themselves never register. */
export interface Transformed {
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: pulumi.ResourceOptions;
}

/**
 * Pulumi's mocks refuse the `transforms` option, and a component of another process has no children
 * under them. This lets a program pass transforms and keeps each under the token in its request.
 *
 * Call it after `setMocks`.
 */
export function collectTransforms(): ReadonlyMap<string, pulumi.ResourceTransform> {
  const byToken = new Map<string, pulumi.ResourceTransform>();
  const refuse = () => {
    throw new Error("the mocks collect transforms of resources only");
  };
  const callbacks: ICallbackServer = {
    registerTransform(transform) {
      const token = String(byToken.size);
      byToken.set(token, transform);
      return Promise.resolve(new Callback().setToken(token));
    },
    registerStackTransform: refuse,
    registerStackInvokeTransform: refuse,
    registerStackInvokeTransformAsync: refuse,
    registerResourceHook: refuse,
    registerErrorHook: refuse,
    shutdown: () => undefined,
    awaitStackRegistrations: () => Promise.resolve(),
  };
  Object.assign(engineSettings(), { supportsTransforms: true, callbacks });
  return byToken;
}

/** The SDK's settings of a run, whose types it keeps to itself. */
function engineSettings(): object {
  const state = jest.requireActual<{ getStore(): object }>("@pulumi/pulumi/runtime/state");
  return state.getStore();
}

/** Runs a component's transforms over a child as its provider would register it. */
export async function transformChild(
  transforms: readonly pulumi.ResourceTransform[],
  type: string,
  props: Readonly<Record<string, unknown>>,
): Promise<Transformed> {
  let child: Transformed = { props, opts: {} };
  for (const transform of transforms) {
    const args = { custom: true, type, name: "child", props: child.props, opts: child.opts };
    child = (await transform(args)) ?? child;
  }
  return child;
}
