// SPDX-License-Identifier: Apache-2.0
import type { ProcessorName } from "../../services/payments-api/operations/processor";

/** What the processors of the drill and its clients agree on. Nothing of it is worth anything. */
export const drillSecrets = {
  stripe: { apiKey: "sk_test_drill", webhookSecret: "whsec_drill", account: "acct_drill" },
  adyen: {
    apiKey: "drill",
    hmacKey: "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056",
    merchantAccount: "DrillMerchant",
  },
  paypal: { clientId: "drill", clientSecret: "drill", webhookId: "drill-webhook" },
} as const;

/** How a processor misbehaves. A share is of the requests, from 0 to 1, the same for equal seeds. */
export interface Faults {
  /** Milliseconds that each charge and refund takes. The key is busy meanwhile. @default 0 */
  readonly delay: number;
  /** Does what it was asked, and never answers. @default 0 */
  readonly silent: number;
  /** Answers 500 and does nothing. @default 0 */
  readonly fail: number;
  /** Answers 429 and does nothing. @default 0 */
  readonly limit: number;
  /** Share that is only accepted: the money moves later, and a notification says so. @default 0 */
  readonly accept: number;
  /** Milliseconds until what was accepted is done. @default 200 */
  readonly acceptFor: number;
  /** Where notifications go; none are sent without. @default "" */
  readonly webhook: string;
  /** Also notifies of what was answered at once, as the real ones do. @default false */
  readonly notifyAll: boolean;
  /** Says everything twice, one soon after the other. @default false */
  readonly notifyTwice: boolean;
  /** Milliseconds after which keys are forgotten. @default 86400000 */
  readonly keyAge: number;
  /** Chooses whom the shares hit. @default 1 */
  readonly seed: number;
}

/** A processor that behaves. */
export const noFaults: Faults = {
  delay: 0,
  silent: 0,
  fail: 0,
  limit: 0,
  accept: 0,
  acceptFor: 200,
  webhook: "",
  notifyAll: false,
  notifyTwice: false,
  keyAge: 86_400_000,
  seed: 1,
};

/** How each processor misbehaves. */
export type FaultsOf = Readonly<Record<ProcessorName, Faults>>;
