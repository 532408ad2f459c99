// SPDX-License-Identifier: Apache-2.0

/** A requirement of a framework that a rule helps to meet. */
export interface Reference {
  readonly framework: string;
  readonly version: string;
  readonly reference: string;
}

/** A best practice of the AWS Well-Architected Framework, `REL11-BP03` for instance. */
export function wellArchitected(reference: string): Reference {
  return { framework: "AWS Well-Architected", version: "2025-02-25", reference };
}

/** A requirement of the Payment Card Industry's Data Security Standard, `1.3.1` for instance. */
export function pciDss(reference: string): Reference {
  return { framework: "PCI DSS", version: "4.0.1", reference };
}
