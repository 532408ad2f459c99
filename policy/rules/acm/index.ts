// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "../../lib/rule";
import { coverNamesInEveryRegion } from "./cover-names-in-every-region";
import { renewCertificates } from "./renew-certificates";
import { useIssuedCertificates } from "./use-issued-certificates";

/** Certificates. */
export const acmRules: readonly Rule[] = [
  coverNamesInEveryRegion,
  renewCertificates,
  useIssuedCertificates,
];
