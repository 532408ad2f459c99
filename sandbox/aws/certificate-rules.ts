// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../provider/resource-type";
import { text, texts, type Properties } from "../provider/values";
import { certificateType, proofsOf, unprovenName } from "./certificate-proofs";
import { domainName } from "./route53-names";
import { mustExist, stillUsed } from "./rules";
import { withinQuota } from "./service-quotas";
import { exactlyOneOf, mustMatch } from "./value-rules";

const api = "https://docs.aws.amazon.com/acm/latest/APIReference";
const request = `${api}/API_RequestCertificate.html`;
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/acm";

/** A certificate's names. AWS and the provider keep them as a set: no order is promised. */
export function namesOf(inputs: Properties): string[] {
  const names = [text(inputs, "domainName") ?? "", ...texts(inputs, "subjectAlternativeNames")];
  return [...new Set(names)].sort();
}

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const nameForm =
  /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;

/** Longest first name; the alternative ones may be longer. */
const longestDomainName = 64;

function malformed(property: string): Rule {
  return {
    code: "ValidationException",
    property,
    stage: "create",
    source: request,
    refuses: ({ inputs }) => {
      const given = [text(inputs, property), ...texts(inputs, property)];
      const wrong = given.find((name) => name !== undefined && !nameForm.test(name));
      return (
        wrong &&
        `1 validation error detected: Value '${wrong}' at '${property}' failed to satisfy ` +
          "constraint: Member must be a domain name"
      );
    },
  };
}

/** What is wrong with a certificate, and with its deletion. */
export const certificateRules: readonly Rule[] = [
  exactlyOneOf(
    {
      code: "ValidationException",
      property: "privateKey",
      source: `${provider}/certificate.go`,
    },
    ["domainName", "privateKey"],
  ),
  mustMatch(
    {
      code: "ValidationException",
      property: "domainName",
      source: `${provider}/certificate.go`,
    },
    {
      pattern: /[^.]$/,
      shortest: 0,
      says: (name) => `invalid value for domainName (cannot end with a period): ${name}`,
    },
  ),
  malformed("domainName"),
  malformed("subjectAlternativeNames"),
  {
    code: "ValidationException",
    property: "domainName",
    stage: "create",
    source: request,
    refuses: ({ inputs }) =>
      (text(inputs, "domainName") ?? "").length > longestDomainName
        ? `The first domain name can be no longer than ${longestDomainName} characters.`
        : undefined,
  },
  {
    code: "ValidationException",
    property: "validationMethod",
    stage: "create",
    source: `${provider}/certificate.go`,
    refuses: ({ inputs }) =>
      inputs.domainName !== undefined &&
      inputs.certificateAuthorityArn === undefined &&
      inputs.validationMethod === undefined
        ? "`certificateAuthorityArn` or `validationMethod` must be set when creating an ACM certificate"
        : undefined,
  },
  withinQuota(
    {
      code: "LimitExceededException",
      property: "subjectAlternativeNames",
      source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html",
    },
    "acm/L-FB94F0B0",
    ({ inputs }) => namesOf(inputs).length,
    (limit) => `the certificate has more names than the account's quota of ${limit} allows`,
  ),
  stillUsed(
    {
      code: "ResourceInUseException",
      property: "arn",
      source: `${api}/API_DeleteCertificate.html`,
    },
    [["aws:lb/listener:Listener", "certificateArn"]],
  ),
];

/** ACM's word for a certificate that waits for its records; the provider passes it on. */
const waiting = { code: "PENDING_VALIDATION", source: `${provider}/certificate_validation.go` };

/** What the provider says instead of a certificate that is issued. */
export const validationRules: readonly Rule[] = [
  mustExist(
    {
      code: "ResourceNotFoundException",
      property: "certificateArn",
      source: `${api}/API_DescribeCertificate.html`,
    },
    { to: certificateType, says: (id) => `Could not find certificate ${id}.` },
  ),
  {
    ...waiting,
    property: "validationRecordFqdns",
    stage: "create",
    refuses: ({ inputs, cloud, region }) => {
      const certificate = cloud.find(certificateType, text(inputs, "certificateArn") ?? "", region);
      const given = texts(inputs, "validationRecordFqdns").map(domainName);
      if (certificate === undefined || given.length === 0) return undefined;
      const missing = proofsOf(certificate).find(({ recordName }) => !given.includes(recordName));
      return missing && `missing ${missing.domain} DNS validation record: ${missing.recordName}`;
    },
  },
  {
    ...waiting,
    property: "certificateArn",
    stage: "create",
    refuses: ({ inputs, cloud, region }) => {
      const id = text(inputs, "certificateArn") ?? "";
      const certificate = cloud.find(certificateType, id, region);
      const unproven = certificate && unprovenName(cloud, certificate);
      return (
        unproven &&
        `waiting for ACM Certificate (${id}) to be issued: no zone proves ${unproven}: timeout while ` +
          "waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)"
      );
    },
  },
];
