// SPDX-License-Identifier: Apache-2.0
import type { Graph, Resource } from "./graph";

export const certificateType = "aws:acm/certificate:Certificate";

/** The certificates that a listener has, its default one alone. @throws Undecidable */
export function certificatesOf(graph: Graph, listener: Resource): Resource[] {
  return graph.referents(
    listener.at("certificateArn"),
    ...[certificateType, "aws:acm/certificateValidation:CertificateValidation"],
  );
}

/**
 * Whether a certificate is one for a name. A wildcard stands for exactly one label.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
 * @throws Undecidable
 */
export function covers(certificate: Resource, name: string): boolean {
  const names = [
    certificate.at("domainName"),
    ...certificate.at("subjectAlternativeNames").items(),
  ].map((one) => one.text() ?? "");
  const parent = `*.${name.split(".").slice(1).join(".")}`;
  return names.includes(name) || names.includes(parent);
}
