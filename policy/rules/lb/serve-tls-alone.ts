// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const serveTlsAlone = resourceRule({
  id: "serve-tls-alone",
  requirement: "Listeners take TLS; one for HTTP does nothing but redirect to it.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A client that was given http:// by mistake sends the first request, token and all, in plain text, and nothing fails.",
  sources: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html",
    "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_transit_encrypt.html",
  ],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP02")],
  fix: "Set protocol to TLS (network load balancer) or HTTPS, or take the listener away.",
  settings: {
    protocols: {
      description: "Protocols of listeners that end or carry an encrypted connection",
      default: ["HTTPS", "TLS"],
    },
  },
  types: ["aws:lb/listener:Listener"],
  check(listener, { config, violation }) {
    const protocol = listener.at("protocol");
    if (config.protocols.includes(protocol.text() ?? "")) return;
    const actions = listener.at("defaultActions").items();
    const redirects = actions.every(
      (action) => action.at("redirect", "protocol").text() === "HTTPS",
    );
    if (actions.length > 0 && redirects) return;
    violation(listener, `it takes ${protocol.shown()} on port ${listener.at("port").shown()}`);
  },
});
