// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given } from "../../support/refusal-case";

/** The name that a certificate of the case is for; no two are for one name. */
function domainOf({ name }: Given, role: string): string {
  return `${role}.${name}.example.com`;
}

/** A certificate that waits for its record. */
export function certificateOf(
  given: Given,
  role = "pay",
  opts: pulumi.CustomResourceOptions = {},
): aws.acm.Certificate {
  const args = { domainName: domainOf(given, role), validationMethod: "DNS" };
  return new given.aws.acm.Certificate(`${given.name}-${role}`, args, opts);
}

/** A zone with the record that a certificate of one name waits for. */
export function proofOf(given: Given, certificate: aws.acm.Certificate): aws.route53.Record {
  const { aws, name } = given;
  const zone = new aws.route53.Zone(`${name}-zone`, { name: `${name}.example.com` });
  const option = certificate.domainValidationOptions.apply(([first]) => {
    if (first === undefined) throw new Error("the certificate asks for no record");
    return first;
  });
  return new aws.route53.Record(`${name}-proof`, {
    zoneId: zone.zoneId,
    name: option.resourceRecordName,
    type: option.resourceRecordType,
    records: [option.resourceRecordValue],
    ttl: 300,
  });
}

/** A certificate that is issued. */
export function provedCertificateOf(given: Given): {
  readonly certificate: aws.acm.Certificate;
  readonly validation: aws.acm.CertificateValidation;
} {
  const certificate = certificateOf(given);
  const record = proofOf(given, certificate);
  const validation = new given.aws.acm.CertificateValidation(`${given.name}-issued`, {
    certificateArn: certificate.arn,
    validationRecordFqdns: [record.fqdn],
  });
  return { certificate, validation };
}
