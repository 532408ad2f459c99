// SPDX-License-Identifier: Apache-2.0
import { isStateful, lossOf } from "../../review/stateful";
import { statefulTypes } from "../support/stateful";

describe("what is stateful", () => {
  it.each(statefulTypes.map(({ type }) => type))("is %s, which the platform protects", (type) => {
    expect(isStateful(type)).toBe(true);
  });

  it.each(["aws:ec2/subnet:Subnet", "aws:iam/role:Role", "constructor", ""])("isn't %p", (type) => {
    expect(isStateful(type)).toBe(false);
    expect(lossOf(type)).toBeUndefined();
  });
});
