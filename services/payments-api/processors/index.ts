// SPDX-License-Identifier: Apache-2.0
import type { Processor, ProcessorName } from "../operations/processor";
import { AdyenProcessor, type AdyenSettings } from "./adyen";
import { GuardedProcessor, type GuardSettings, type ProcessorWatch } from "./guarded";
import { PaypalProcessor, type PaypalSettings } from "./paypal";
import { StripeProcessor, type StripeSettings } from "./stripe";

export {
  GuardedProcessor,
  guardDefaults,
  type GuardSettings,
  type ProcessorWatch,
} from "./guarded";
export { NoAnswer, type NoAnswerKind } from "./no-answer";
export type { AdyenSettings, PaypalSettings, StripeSettings };

/** The processors that are in use, each with how to reach it. */
export interface ProcessorSettings {
  /** @default - not in use */
  readonly stripe?: StripeSettings;
  /** @default - not in use */
  readonly adyen?: AdyenSettings;
  /** @default - not in use */
  readonly paypal?: PaypalSettings;
  /** @default - as `guardDefaults` */
  readonly guard?: GuardSettings;
}

/**
 * Makes the processors that are in use.
 *
 * @example
 * const processors = makeProcessors({ stripe: { ...settings, timeout: 10_000 } }, watch);
 * const answer = await processors.get("stripe")?.send(request);
 */
export function makeProcessors(
  settings: ProcessorSettings,
  watch: ProcessorWatch,
): ReadonlyMap<ProcessorName, GuardedProcessor> {
  const made: Processor[] = [];
  if (settings.stripe) made.push(new StripeProcessor(settings.stripe));
  if (settings.adyen) made.push(new AdyenProcessor(settings.adyen));
  if (settings.paypal) made.push(new PaypalProcessor(settings.paypal));
  return new Map(
    made.map((one) => [one.name, new GuardedProcessor(one, watch, settings.guard)] as const),
  );
}
