// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { regionOfArn } from "../../lib/region";
import { resourceRule } from "../../lib/rule";
import { listenerType } from "../../lib/services";

export const useCertificatesOfOwnRegion = resourceRule({
  id: "use-certificates-of-own-region",
  requirement: "A listener's certificate is one of its own region.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Certificates are regional: a load balancer can't use one of another region, which shows only when the standby's listener is made.",
  sources: [
    "https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html",
  ],
  frameworks: [wellArchitected("REL10-BP01")],
  fix: "Request the certificate in the listener's region too.",
  types: [listenerType],
  check(listener, { violation }) {
    const certificate = listener.at("certificateArn");
    const region = regionOfArn(certificate.text() ?? "");
    if (region === undefined || region === listener.region.text()) return;
    violation(listener, `its certificate is one of ${region}`);
  },
});
