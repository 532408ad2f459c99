// SPDX-License-Identifier: Apache-2.0
import { environments } from "../../../stacks/environments";
import { share } from "../../support/ranges";

describe("environments", () => {
  it("are listed under their own names", () => {
    expect(Object.values(environments).map(({ environment }) => environment)).toEqual(
      Object.keys(environments),
    );
  });

  it("have an account each, so that a mistake in one can't touch the other", () => {
    const accounts = Object.values(environments).map(({ accountId }) => accountId);
    expect(new Set(accounts).size).toBe(accounts.length);
  });

  it("overlap nowhere, so that they could be peered", () => {
    const ranges = Object.values(environments).flatMap(({ regions }) =>
      regions.flatMap(({ cidr, podCidr, serviceCidr }) => [cidr, podCidr, serviceCidr]),
    );
    const overlapping = ranges.filter((range, index) =>
      ranges.slice(index + 1).some((other) => share(range, other)),
    );
    expect(overlapping).toEqual([]);
  });
});
