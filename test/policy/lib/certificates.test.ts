// SPDX-License-Identifier: Apache-2.0
import { covers } from "../../../policy/lib/certificates";
import { Resource } from "../../../policy/lib/graph";

const certificate = new Resource({
  urn: "urn:pulumi:stack::project::certificate::names",
  type: "certificate",
  name: "names",
  properties: { domainName: "pay.example.com", subjectAlternativeNames: ["*.pay.example.com"] },
});

describe("covers", () => {
  it.each([
    ["pay.example.com", true],
    ["api.pay.example.com", true],
    ["a.api.pay.example.com", false],
    ["example.com", false],
  ])("says of %s: %s", (name, expected) => {
    expect(covers(certificate, name)).toBe(expected);
  });
});
