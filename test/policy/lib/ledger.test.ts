// SPDX-License-Identifier: Apache-2.0
import {
  isAboutResource,
  lastDay,
  ledgerEntry,
  matches,
  parseLedger,
} from "../../../policy/lib/ledger";

const entry = ledgerEntry.extend({ expires: lastDay });
const parse = (text: string) => parseLedger(text, { path: "some.yaml", key: "exceptions", entry });
const good = `exceptions:
  - stack: production-*
    resource: aws:s3/bucket:Bucket payments-logs
    reason: the bucket is emptied by hand every week
    expires: 2027-01-31
`;
const urn =
  "urn:pulumi:production-us-east-1::payments::payments:shared:LogBucket$aws:s3/bucket:Bucket::payments-logs";

describe("a ledger", () => {
  it("gives its entries", () => {
    expect(parse(good)).toEqual([
      {
        stack: "production-*",
        resource: "aws:s3/bucket:Bucket payments-logs",
        reason: "the bucket is emptied by hand every week",
        expires: "2027-01-31",
      },
    ]);
  });

  it("names every problem at once", () => {
    const bad = good
      .replace("2027-01-31", "soon")
      .replace("the bucket is emptied by hand every week", "because")
      .replace("stack: production-*", "stak: production-*");
    expect(() => parse(bad)).toThrow(
      [
        "some.yaml can't be used:",
        "- exceptions.0.stack: Invalid input: expected string, received undefined",
        "- exceptions.0.reason: say why, in a sentence",
        "- exceptions.0.expires: write a day as 2027-01-31",
        '- exceptions.0: Unrecognized key: "stak"',
      ].join("\n"),
    );
  });

  it("refuses what is no YAML", () => {
    expect(() => parse("exceptions: [")).toThrow(/^some\.yaml is no YAML: /);
  });
});

describe("an entry", () => {
  it.each([
    ["production-*", "aws:s3/bucket:Bucket payments-logs", true],
    ["production-us-east-1", "aws:s3/bucket:Bucket payments-*", true],
    ["*", "*", true],
    ["staging-*", "*", false],
    ["production-*", "aws:s3/bucket:Bucket payments", false],
    ["production", "*", false],
  ])("for %s and %s is about the logs of production: %s", (stack, resource, about) => {
    expect(isAboutResource({ stack, resource }, urn)).toBe(about);
  });

  it("takes all but a star as it is", () => {
    expect(matches("a.b", "axb")).toBe(false);
    expect(matches("(a|b)*", "(a|b)c")).toBe(true);
  });
});
