// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { assertNoIssues } from "../shared/validation";
import {
  certificateIssues,
  namesToProve,
  validationNames,
  withoutWildcard,
  type CertificateNames,
} from "./validation-names";

/** The certificate of one region. Its names are plain: they decide how many records there are. */
export interface RegionalCertificate extends CertificateNames {
  /** Provider of the region in which the certificate is issued. */
  readonly provider: aws.Provider;
}

export interface CertificatesArgs {
  /** Public zone that holds the validation records. */
  readonly zoneId: pulumi.Input<string>;
  /** One certificate per region, by the region's name. */
  readonly certificates: Readonly<Record<string, RegionalCertificate>>;
}

/** Lifetime of a validation record in resolvers; ACM looks at it again at every renewal. */
const validationRecordTtlSeconds = 300;

/**
 * A TLS certificate in each region, validated by DNS, with one validation record per name.
 *
 * All regions stand in one component because they share those records: ACM asks two regions for
 * the same record, and whichever stack came second could not create it. The records stay for
 * good, since ACM renews by them; without one, every region's certificate runs out.
 *
 * `up` waits until the certificates are issued. In a zone that isn't delegated yet that never
 * happens.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 * @example
 * new Certificates("certificates", {
 *   zoneId: zone.zoneId,
 *   certificates: {
 *     "us-east-1": { provider, domainName: "example.com", subjectAlternativeNames: ["*.example.com"] },
 *   },
 * });
 */
export class Certificates extends pulumi.ComponentResource {
  /** ARNs of the certificates by region; known once the certificate is issued. */
  public readonly certificateArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: CertificatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:Certificates", name, {}, opts);
    this.validate(args);

    const requests = Object.entries(args.certificates).map(([region, certificate]) =>
      this.requestCertificate(name, region, certificate),
    );
    const records = this.createRecords(name, args, requests);
    const issued = requests.map((request) => this.awaitIssue(name, request, records));

    this.certificateArns = Object.fromEntries(issued);
    this.registerOutputs({ certificateArns: this.certificateArns });
  }

  private validate({ certificates }: CertificatesArgs): void {
    const issues = Object.entries(certificates).flatMap(([region, certificate]) =>
      certificateIssues(region, certificate),
    );
    assertNoIssues(this, issues);
  }

  private requestCertificate(name: string, region: string, spec: RegionalCertificate): Request {
    const certificate = new aws.acm.Certificate(
      `${name}-certificate-${region}`,
      {
        domainName: spec.domainName,
        subjectAlternativeNames: [...spec.subjectAlternativeNames],
        validationMethod: "DNS",
        tags: { Name: spec.domainName },
      },
      { parent: this, provider: spec.provider },
    );
    return { region, spec, certificate };
  }

  private createRecords(
    name: string,
    args: CertificatesArgs,
    requests: readonly Request[],
  ): Records {
    const asking = new Map(requests.map((request) => [request.region, request]));
    return new Map(
      validationNames(args.certificates).flatMap((proof) => {
        const request = asking.get(proof.region);
        if (request === undefined) return [];
        return [[proof.name, this.createRecord(name, args.zoneId, proof.name, request)] as const];
      }),
    );
  }

  private createRecord(
    name: string,
    zoneId: pulumi.Input<string>,
    domain: string,
    { certificate }: Request,
  ): aws.route53.Record {
    const option = certificate.domainValidationOptions.apply((options) =>
      optionOf(domain, options),
    );
    return new aws.route53.Record(
      `${name}-validation-${domain}`,
      {
        zoneId,
        name: option.resourceRecordName,
        type: option.resourceRecordType,
        records: [option.resourceRecordValue],
        ttl: validationRecordTtlSeconds,
      },
      { parent: this },
    );
  }

  private awaitIssue(name: string, request: Request, records: Records): IssuedCertificate {
    const { region, spec, certificate } = request;
    const proofs = namesToProve(spec).flatMap((domain) => records.get(domain) ?? []);
    const validation = new aws.acm.CertificateValidation(
      `${name}-issued-${region}`,
      {
        certificateArn: certificate.arn,
        validationRecordFqdns: proofs.map((record) => record.fqdn),
      },
      { parent: this, provider: spec.provider },
    );
    return [region, validation.certificateArn];
  }
}

interface Request {
  readonly region: string;
  readonly spec: RegionalCertificate;
  readonly certificate: aws.acm.Certificate;
}

type Records = ReadonlyMap<string, aws.route53.Record>;
type IssuedCertificate = readonly [region: string, arn: pulumi.Output<string>];
type ValidationOption = aws.types.output.acm.CertificateDomainValidationOption;

/** What ACM wants to see under a name; its list is in no order that could be relied on. */
function optionOf(domain: string, options: readonly ValidationOption[]): ValidationOption {
  const option = options.find((one) => withoutWildcard(one.domainName) === domain);
  if (option === undefined) {
    throw new Error(`ACM names no validation record for ${domain}; look at the certificate in ACM`);
  }
  return option;
}
