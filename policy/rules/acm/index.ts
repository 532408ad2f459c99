// SPDX-License-Identifier: Apache-2.0
import { renewCertificates } from "./renew-certificates";

/** Rules about one certificate. */
export const certificateRules = [renewCertificates] as const;
