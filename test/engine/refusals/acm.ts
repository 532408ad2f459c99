// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { certificateOf, proofOf, provedCertificateOf } from "./certificates";
import { keeping, twoSubnetsOf } from "./network";

const certificate = "aws:acm/certificate:Certificate";
const validation = "aws:acm/certificateValidation:CertificateValidation";

/** A request for a certificate; the mistake is in some of its properties. */
function requestCase(
  about: Pick<RefusalCase, "what" | "code" | "property" | "stage">,
  mistaken: aws.acm.CertificateArgs,
): RefusalCase {
  return {
    ...about,
    token: certificate,
    program: ({ aws, name, mistake }) => {
      const usual = { domainName: `${name}.example.com`, validationMethod: "DNS" };
      new aws.acm.Certificate(`${name}-certificate`, { ...usual, ...(mistake ? mistaken : {}) });
    },
  };
}

const malformed = { code: "ValidationException", stage: "create" } as const;

const requests: readonly RefusalCase[] = [
  requestCase(
    {
      what: "a certificate's name with the root's dot",
      code: "ValidationException",
      property: "domainName",
      stage: "check",
    },
    { domainName: "example.com." },
  ),
  requestCase(
    {
      what: "a certificate for nothing",
      code: "ValidationException",
      property: "privateKey",
      stage: "check",
    },
    { domainName: undefined },
  ),
  requestCase(
    { ...malformed, what: "a certificate for a name with an underscore", property: "domainName" },
    { domainName: "pay_ments.example.com" },
  ),
  requestCase(
    {
      ...malformed,
      what: "a certificate for a first name of 65 characters",
      property: "domainName",
    },
    { domainName: `${"n".repeat(53)}.example.com` },
  ),
  requestCase(
    {
      ...malformed,
      what: "a certificate's further name that is no domain name",
      property: "subjectAlternativeNames",
    },
    { subjectAlternativeNames: ["pay.*.example.com"] },
  ),
  requestCase(
    {
      ...malformed,
      what: "a certificate that nothing is to validate",
      property: "validationMethod",
    },
    { validationMethod: undefined },
  ),
  requestCase(
    {
      what: "a certificate for eleven names",
      code: "LimitExceededException",
      property: "subjectAlternativeNames",
      stage: "create",
    },
    {
      subjectAlternativeNames: Array.from({ length: 10 }, (_, index) => `n${index}.example.com`),
    },
  ),
  {
    what: "the deletion of a certificate that a listener shows",
    token: certificate,
    code: "ResourceInUseException",
    property: "arn",
    stage: "delete",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { vpc, subnets } = twoSubnetsOf(given);
      const balancer = new aws.lb.LoadBalancer(`${name}-balancer`, {
        name,
        loadBalancerType: "network",
        subnets: subnets.map(({ id }) => id),
      });
      const group = new aws.lb.TargetGroup(`${name}-targets`, {
        vpcId: vpc.id,
        protocol: "TCP",
        port: 8443,
      });
      const proved = mistake ? undefined : provedCertificateOf(given);
      const { opts } = keeping("certificateArn", undefined);
      new aws.lb.Listener(
        `${name}-listener`,
        {
          loadBalancerArn: balancer.arn,
          port: 443,
          protocol: "TLS",
          certificateArn: proved?.validation.certificateArn ?? "whatever it was",
          defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
        },
        opts,
      );
    },
  },
];

const validations: readonly RefusalCase[] = [
  {
    what: "to wait for another region's certificate",
    token: validation,
    code: "ResourceNotFoundException",
    property: "certificateArn",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const here = certificateOf(given);
      const abroad = certificateOf(given, "abroad", given.in("eu-west-1"));
      const record = proofOf(given, here);
      new aws.acm.CertificateValidation(`${name}-issued`, {
        certificateArn: mistake ? abroad.arn : here.arn,
        validationRecordFqdns: [record.fqdn],
      });
    },
  },
  {
    what: "to wait for a certificate with some other record",
    token: validation,
    code: "PENDING_VALIDATION",
    property: "validationRecordFqdns",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const certificate = certificateOf(given);
      const record = proofOf(given, certificate);
      new aws.acm.CertificateValidation(`${name}-issued`, {
        certificateArn: certificate.arn,
        validationRecordFqdns: [mistake ? "www.example.com" : record.fqdn],
      });
    },
  },
  {
    what: "to wait for a certificate whose record nobody made",
    token: validation,
    code: "PENDING_VALIDATION",
    property: "certificateArn",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const certificate = certificateOf(given);
      const dependsOn = mistake ? [] : [proofOf(given, certificate)];
      const args = { certificateArn: certificate.arn };
      new aws.acm.CertificateValidation(`${name}-issued`, args, { dependsOn });
    },
  },
];

export const acm: readonly RefusalCase[] = [...requests, ...validations];
