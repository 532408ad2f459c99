// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

type Values = Readonly<Record<string, unknown>>;

/**
 * Component options under which resources of the given types also have computed outputs: the mocks
 * echo a resource's inputs, so the values are put there.
 */
export function computed(
  outputs: Readonly<Record<string, (inputs: Values, name: string) => Values>>,
): pulumi.ComponentResourceOptions {
  return {
    transformations: [
      ({ type, name, props, opts }) => {
        const given = props as Values;
        return { props: { ...given, ...outputs[type]?.(given, name) }, opts };
      },
    ],
  };
}
