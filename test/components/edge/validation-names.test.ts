// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";

import {
  certificateIssues,
  namesToProve,
  validationNames,
  withoutWildcard,
  type CertificateNames,
} from "../../../components/edge/validation-names";
import { formatIssue } from "../../../components/shared/issues";

const label = fc.stringMatching(/^[a-z]{1,6}$/);
const domain = fc
  .tuple(fc.constantFrom("", "*."), label)
  .map(([star, name]) => `${star}${name}.example.com`);
const names: fc.Arbitrary<CertificateNames> = fc.record({
  domainName: domain,
  subjectAlternativeNames: fc.array(domain, { maxLength: 5 }),
});
const region = fc.constantFrom("us-east-1", "eu-west-1", "eu-central-1");
const certificates = fc.dictionary(region, names);

describe("validationNames", () => {
  it("proves one name for an apex, its wildcard and two regions", () => {
    const both = { domainName: "example.com", subjectAlternativeNames: ["*.example.com"] };

    expect(validationNames({ "us-east-1": both, "eu-west-1": both })).toEqual([
      { name: "example.com", region: "us-east-1" },
    ]);
  });

  it("adds the names that only a later region covers", () => {
    expect(
      validationNames({
        "us-east-1": {
          domainName: "example.com",
          subjectAlternativeNames: ["*.us-east-1.example.com"],
        },
        "eu-west-1": {
          domainName: "example.com",
          subjectAlternativeNames: ["*.eu-west-1.example.com"],
        },
      }),
    ).toEqual([
      { name: "example.com", region: "us-east-1" },
      { name: "us-east-1.example.com", region: "us-east-1" },
      { name: "eu-west-1.example.com", region: "eu-west-1" },
    ]);
  });

  it("never lists a name twice", () => {
    fc.assert(
      fc.property(certificates, (given) => {
        const listed = validationNames(given).map(({ name }) => name);
        expect(new Set(listed).size).toBe(listed.length);
      }),
    );
  });

  it("covers every certificate, from a region that asks for the name", () => {
    fc.assert(
      fc.property(certificates, (given) => {
        const listed = validationNames(given);
        for (const certificate of Object.values(given)) {
          const proved = listed.map(({ name }) => name);
          expect(proved).toEqual(expect.arrayContaining(namesToProve(certificate)));
        }
        for (const proof of listed) {
          const asking = given[proof.region];
          expect(asking && namesToProve(asking)).toContain(proof.name);
        }
      }),
    );
  });

  it("never lists a wildcard", () => {
    fc.assert(
      fc.property(certificates, (given) => {
        for (const { name } of validationNames(given)) expect(withoutWildcard(name)).toBe(name);
      }),
    );
  });
});

describe("certificateIssues", () => {
  const valid = { domainName: "example.com", subjectAlternativeNames: ["*.example.com"] };

  it("finds nothing wrong with a name and its wildcard", () => {
    expect(certificateIssues("eu-west-1", valid)).toEqual([]);
  });

  it.each(["", "Example.com", "example", "a..com", "*.*.example.com", "https://example.com"])(
    "refuses %j as a name",
    (name) => {
      expect(certificateIssues("eu-west-1", { ...valid, domainName: name })).toHaveLength(1);
    },
  );

  it("refuses a subject of more than 64 characters", () => {
    const domainName = `${"a".repeat(54)}.example.com`;

    expect(certificateIssues("eu-west-1", { ...valid, domainName }).map(formatIssue)).toEqual([
      `certificates["eu-west-1"].domainName: has more than 64 characters, got "${domainName}"; use a shorter name as the subject and cover this one as an alternative`,
    ]);
  });

  it("takes ten names and refuses eleven", () => {
    const some = (count: number) => Array.from({ length: count }, (_, i) => `s${i}.example.com`);
    const certificate = (count: number) => ({ ...valid, subjectAlternativeNames: some(count) });

    expect(certificateIssues("eu-west-1", certificate(9))).toEqual([]);
    expect(certificateIssues("eu-west-1", certificate(10))).toHaveLength(1);
  });
});
