// SPDX-License-Identifier: Apache-2.0
import { certificatesOf, certificateType } from "../../lib/certificates";
import { wellArchitected } from "../../lib/frameworks";
import { Referrers } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";
import { listenerType } from "../../lib/services";

const validation = "aws:acm/certificateValidation:CertificateValidation";

export const useIssuedCertificates = environmentRule({
  id: "use-issued-certificates",
  requirement: "A listener's certificate is waited for until it has been issued.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A certificate that was requested and never validated can't be used, and times out after 72 hours: the region has no TLS when it is needed.",
  sources: [
    "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
    "https://docs.aws.amazon.com/acm/latest/userguide/certificate-validation.html",
  ],
  frameworks: [wellArchitected("REL13-BP02")],
  fix: "Add the certificate's validation, with its records in the zone, and hand its ARN to the listener.",
  types: [listenerType],
  check(graph, { each, violation }) {
    const waits = new Referrers(
      graph,
      graph.ofType(validation),
      (one) => one.at("certificateArn"),
      certificateType,
    );
    each(graph.ofType(listenerType), (listener) => {
      const requested = certificatesOf(graph, listener)
        .filter(({ type }) => type === certificateType)
        // Imported ones, and those of a private authority, are not validated.
        .filter((one) => (one.at("validationMethod").text() ?? "NONE") !== "NONE");
      const idle = requested.filter((one) => waits.of(one).length === 0);
      if (idle.length > 0) violation(listener, `nothing validates ${idle[0]?.name}`);
    });
  },
});
