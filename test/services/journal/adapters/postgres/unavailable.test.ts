// SPDX-License-Identifier: Apache-2.0
import { Unavailable } from "payments-journal";
import { asUnavailable } from "payments-journal/adapters";

describe("asUnavailable", () => {
  it.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"])("says so of a connection's %s", (code) => {
    const error = Object.assign(new Error(`getaddrinfo ${code} database`), { code });
    expect(asUnavailable(error)).toBeInstanceOf(Unavailable);
  });

  it.each([new TypeError("a defect"), Object.assign(new Error("no"), { code: "ERR_INVALID_ARG" })])(
    "leaves %s as it is",
    (error) => {
      expect(asUnavailable(error)).toBe(error);
    },
  );
});
