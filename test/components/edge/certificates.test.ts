// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { Certificates } from "../../../components/edge/certificates";
import { all, only, record } from "../../support/mocks";
import { computed } from "../../support/computed";

const certificateType = "aws:acm/certificate:Certificate";
const recordType = "aws:route53/record:Record";
const validationType = "aws:acm/certificateValidation:CertificateValidation";

/** Each certificate covers the apex, and the wildcards of the zone and of its region. */
function certificates(domainName = "example.com", opts?: pulumi.ComponentResourceOptions) {
  const forRegion = (region: aws.Region) => ({
    provider: new aws.Provider(`in-${region}`, { region }),
    domainName,
    subjectAlternativeNames: ["*.example.com", `*.${region}.example.com`],
  });
  return new Certificates(
    "certificates",
    {
      zoneId: "Z123",
      certificates: { "us-east-1": forRegion("us-east-1"), "eu-west-1": forRegion("eu-west-1") },
    },
    opts,
  );
}

/** ACM's answers: an option for each domain, the same for a name and its wildcard, last one first. */
const answers = computed({
  [certificateType]: ({ domainName, subjectAlternativeNames }) => ({
    domainValidationOptions: [domainName as string, ...(subjectAlternativeNames as string[])]
      .map((domain) => {
        const base = domain.replace("*.", "");
        return {
          domainName: domain,
          resourceRecordName: `_proof.${base}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_value.${base}.acm-validations.aws.`,
        };
      })
      .reverse(),
  }),
  [recordType]: ({ name }) => ({ fqdn: name }),
});

describe("Certificates", () => {
  it("requests one certificate per region, with that region's provider", async () => {
    const registered = await record(() => certificates("example.com", answers));

    const requested = all(registered, certificateType);
    expect(requested.map(({ name, provider }) => [name, provider.split("::").at(-2)])).toEqual([
      ["certificates-certificate-us-east-1", "in-us-east-1"],
      ["certificates-certificate-eu-west-1", "in-eu-west-1"],
    ]);
    expect(requested.map(({ inputs }) => inputs.validationMethod)).toEqual(["DNS", "DNS"]);
  });

  it("creates one record per name, though two regions and a wildcard ask for it", async () => {
    const registered = await record(() => certificates("example.com", answers));

    expect(all(registered, recordType).map(({ name, inputs }) => [name, inputs.name])).toEqual([
      ["certificates-validation-example.com", "_proof.example.com."],
      ["certificates-validation-us-east-1.example.com", "_proof.us-east-1.example.com."],
      ["certificates-validation-eu-west-1.example.com", "_proof.eu-west-1.example.com."],
    ]);
    expect(only(registered, recordType, "-validation-example.com").inputs).toMatchObject({
      zoneId: "Z123",
      type: "CNAME",
      records: ["_value.example.com.acm-validations.aws."],
      ttl: 300,
    });
  });

  it("waits in each region for exactly the names of its certificate", async () => {
    const registered = await record(() => certificates("example.com", answers));

    const waiting = only(registered, validationType, "-issued-eu-west-1");
    expect(waiting.inputs).toEqual({
      certificateArn: "arn:mock:certificates-certificate-eu-west-1",
      validationRecordFqdns: ["_proof.example.com.", "_proof.eu-west-1.example.com."],
    });
    expect(waiting.provider.split("::").at(-2)).toBe("in-eu-west-1");
  });

  it("hands out the ARNs of issued certificates", async () => {
    const seen: unknown[] = [];
    await record(() =>
      pulumi
        .output(certificates("example.com", answers).certificateArns)
        .apply((arns) => seen.push(arns)),
    );

    expect(seen).toEqual([
      {
        "us-east-1": "arn:mock:certificates-certificate-us-east-1",
        "eu-west-1": "arn:mock:certificates-certificate-eu-west-1",
      },
    ]);
  });

  it("registers the same resources at preview, before ACM has answered", async () => {
    const names = (registered: Awaited<ReturnType<typeof record>>) =>
      registered.map(({ name }) => name).sort();
    const previewed = await record(() => certificates(), { preview: true });
    const created = await record(() => certificates("example.com", answers));

    expect(names(previewed)).toEqual(names(created));
  });

  it("fails when a name is not one, before anything is requested", async () => {
    const attempt = record(() => certificates("Example.com"));

    await expect(attempt).rejects.toThrow(
      'certificates["us-east-1"]: covers something that is not a domain name in lower case, got "Example.com"; write a name such as example.com or *.example.com',
    );
  });
});
