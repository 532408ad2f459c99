// SPDX-License-Identifier: Apache-2.0
import type { ResourceType } from "../provider/resource-type";
import { hexDigits } from "../provider/values";
import { arn } from "./arn";
import { certificateType } from "./certificate-proofs";
import { certificateRules, namesOf, validationRules } from "./certificate-rules";
import { uuid } from "./uuid";

const api = "https://docs.aws.amazon.com/acm/latest/APIReference";

/**
 * The record that proves a name. ACM makes it from the account and the name alone, so every
 * region asks for the same one, and so does a name's wildcard.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
function validationRecord(account: string, name: string): Record<string, string> {
  const domain = name.replace(/^\*\./, "");
  const letters = hexDigits([account, domain, "validations"], 10).replace(/\d/g, (digit) =>
    String.fromCharCode("g".charCodeAt(0) + Number(digit)),
  );
  return {
    domainName: name,
    resourceRecordName: `_${hexDigits([account, domain, "name"], 32)}.${domain}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${hexDigits([account, domain, "value"], 32)}.${letters}.acm-validations.aws.`,
  };
}

/** Certificates. */
export const acm: readonly ResourceType[] = [
  {
    token: certificateType,
    source: `${api}/API_RequestCertificate.html`,
    id: (self) => arn(self, "acm", `certificate/${uuid(self.unique(32))}`),
    replaceOn: [
      "certificateAuthorityArn",
      "domainName",
      "keyAlgorithm",
      "subjectAlternativeNames",
      "validationMethod",
      "validationOptions",
    ],
    defaults: {
      keyAlgorithm: "RSA_2048",
      options: { certificateTransparencyLoggingPreference: "ENABLED", export: "DISABLED" },
    },
    outputs: (self) => ({
      arn: self.id,
      domainValidationOptions: namesOf(self.inputs).map((name) =>
        validationRecord(self.account, name),
      ),
      notAfter: "",
      notBefore: "",
      pendingRenewal: false,
      renewalEligibility: "INELIGIBLE",
      renewalSummaries: [],
      status: "PENDING_VALIDATION",
      type: "AMAZON_ISSUED",
      validationEmails: [],
      ...("subjectAlternativeNames" in self.inputs
        ? {}
        : { subjectAlternativeNames: namesOf(self.inputs) }),
    }),
    rules: certificateRules,
  },
  {
    token: "aws:acm/certificateValidation:CertificateValidation",
    place: "nowhere",
    source:
      "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/acm/certificate_validation.go",
    // The provider takes the time of issue before it waits for it, so this is what ids look like.
    id: () => "0001-01-01 00:00:00 +0000 UTC",
    replaceOn: "every change",
    rules: validationRules,
  },
];
