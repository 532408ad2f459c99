// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const serveModernTls = resourceRule({
  id: "serve-modern-tls",
  requirement: "Listeners show a certificate, and take TLS 1.2 with forward secrecy or newer.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "The policy that a listener gets when none is named, ELBSecurityPolicy-2016-08 in the API, takes TLS 1.0 and 1.1.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
  ],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP02")],
  fix: "Set certificateArn, and sslPolicy to one that begins with one of the rule's policyPrefixes.",
  settings: {
    policyPrefixes: {
      description: "How the names of security policies that may be used begin",
      default: ["ELBSecurityPolicy-TLS13-1-2-Res", "ELBSecurityPolicy-TLS13-1-3"],
    },
  },
  types: ["aws:lb/listener:Listener"],
  check(listener, { config, violation }) {
    const [policy, certificate] = [listener.at("sslPolicy"), listener.at("certificateArn")];
    if (!/^(TLS|HTTPS)$/.test(listener.at("protocol").text() ?? "")) return;
    if (!isFilled(certificate)) violation(listener, found(certificate));
    const name = policy.text() ?? "";
    if (!config.policyPrefixes.some((prefix) => name.startsWith(prefix))) {
      violation(listener, found(policy));
    }
  },
});
