// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../shared/issues";

/** The names that one certificate covers. */
export interface CertificateNames {
  /** Name in the certificate's subject, lower case: `example.com`. */
  readonly domainName: string;
  /** Further names that it covers, wildcards included: `*.example.com`. */
  readonly subjectAlternativeNames: readonly string[];
}

/** A name that has to be proved, and a region whose certificate asks for the proof. */
export interface ValidationName {
  /** The name without its wildcard. */
  readonly name: string;
  /** First region, in the order given, whose certificate covers the name. */
  readonly region: string;
}

/**
 * Most names of one certificate, and longest subject, by default.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
export const certificateLimits = { names: 10, subjectLength: 64 } as const;

const domainPattern = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** `*.example.com` is proved by the record of `example.com`. */
export function withoutWildcard(domain: string): string {
  return domain.replace(/^\*\./, "");
}

/** The distinct names that a certificate needs proved, in the order given. */
export function namesToProve(certificate: CertificateNames): string[] {
  const domains = [certificate.domainName, ...certificate.subjectAlternativeNames];
  return [...new Set(domains.map(withoutWildcard))];
}

/**
 * Every name that has to be proved over all regions, once.
 *
 * ACM derives the validation record from the name and the account, not from the region: two
 * regions ask for the same record, and so do a name and its wildcard.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function validationNames(
  certificates: Readonly<Record<string, CertificateNames>>,
): ValidationName[] {
  const firstRegion = new Map<string, string>();
  for (const [region, certificate] of Object.entries(certificates)) {
    for (const name of namesToProve(certificate)) {
      if (!firstRegion.has(name)) firstRegion.set(name, region);
    }
  }
  return [...firstRegion].map(([name, region]) => ({ name, region }));
}

/** What ACM would refuse about the names of one region's certificate. */
export function certificateIssues(region: string, certificate: CertificateNames): Issue[] {
  const { domainName, subjectAlternativeNames } = certificate;
  const domains = [domainName, ...subjectAlternativeNames];
  const issues: Issue[] = domains
    .filter((domain) => !domainPattern.test(domain))
    .map((domain) => ({
      path: `certificates["${region}"]`,
      problem: "covers something that is not a domain name in lower case",
      got: domain,
      fix: "write a name such as example.com or *.example.com",
    }));
  if (domainName.length > certificateLimits.subjectLength) {
    issues.push({
      path: `certificates["${region}"].domainName`,
      problem: `has more than ${certificateLimits.subjectLength} characters`,
      got: domainName,
      fix: "use a shorter name as the subject and cover this one as an alternative",
    });
  }
  if (new Set(domains).size > certificateLimits.names) {
    issues.push({
      path: `certificates["${region}"].subjectAlternativeNames`,
      problem: `together with the subject has more than ${certificateLimits.names} names`,
      got: subjectAlternativeNames,
      fix: "cover names of one level by a wildcard",
    });
  }
  return issues;
}
