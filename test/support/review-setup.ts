// SPDX-License-Identifier: Apache-2.0
import engineSetup from "./engine-setup";
import { makeGoodStacks } from "./good-stacks";

/** Brings the good stacks up once, before the test files that start from them. */
export default async function setUp(): Promise<void> {
  await engineSetup();
  await makeGoodStacks();
}
