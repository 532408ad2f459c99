// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const renewCertificates = resourceRule({
  id: "renew-certificates",
  requirement: "Certificates are renewed by ACM itself: issued by it, proved by a record.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Proof by mail has to be clicked every year, and ACM never renews an imported certificate: all clients of both regions are refused on one day.",
  sources: [
    "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
    "https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
  ],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP01")],
  fix: "Set validationMethod to DNS, and keep the record that proves the name.",
  types: ["aws:acm/certificate:Certificate"],
  check(certificate, { violation }) {
    if (isFilled(certificate.at("certificateBody")) || certificate.at("privateKey").isGiven) {
      return violation(certificate, "it is imported");
    }
    // One of a private authority needs no proof.
    if (certificate.at("certificateAuthorityArn").isGiven) return;
    const method = certificate.at("validationMethod");
    if (method.text() !== "DNS") violation(certificate, found(method));
  },
});
