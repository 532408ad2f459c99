// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given } from "../../support/refusal-case";

/** A key of the stack's region, and one of another. */
export function keysOfTwoRegions(given: Given): { here: aws.kms.Key; there: aws.kms.Key } {
  const { aws, name } = given;
  const here = new aws.kms.Key(`${name}-here`, {});
  return { here, there: new aws.kms.Key(`${name}-there`, {}, given.in("eu-west-1")) };
}
