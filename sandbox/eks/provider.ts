// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import { Cluster } from "./cluster";
import { ManagedNodeGroup } from "./managed-node-group";

/**
 * Stands in for the plugin of `@pulumi/eks`: constructs the same children as version 4.3.0 does,
 * under the same names and with the same inputs, so that diffs, policies and the AWS stand-in see
 * what they would see on AWS. It never calls a cluster's API or an issuer, as the real one may.
 *
 * Read from https://github.com/pulumi/pulumi-eks/tree/master/nodejs/eks.
 */
export class EksProvider implements pulumi.provider.Provider {
  readonly version = "4.3.0";

  construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<pulumi.provider.ConstructResult> {
    // Within a promise, so that what a constructor throws becomes the answer.
    return Promise.resolve().then(() => {
      const { urn, state } = create(name, type, inputs, options);
      return { urn, state };
    });
  }
}

function create(
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): Cluster | ManagedNodeGroup {
  switch (type) {
    case "eks:index:Cluster":
      return new Cluster(name, inputs, options);
    case "eks:index:ManagedNodeGroup":
      return new ManagedNodeGroup(name, inputs, options);
    default:
      throw new Error(`the sandbox has no component ${type}; add it to the eks stand-in`);
  }
}
