// SPDX-License-Identifier: Apache-2.0
import type { Settings } from "../config/settings";
import type { ProcessorSettings } from "../processors";

/** The processors in use, as the settings have them; which need what was checked with them. */
export function processorSettings(settings: Settings): ProcessorSettings {
  const inUse = new Set(settings.PROCESSORS);
  const timeout = settings.PROCESSOR_SECONDS * 1000;
  // One processor that hangs leaves room for the others, should there be any.
  const most = Math.ceil(settings.MAX_REQUESTS / (inUse.size > 1 ? 2 : 1));
  return {
    guard: { timeout, most },
    ...(inUse.has("stripe") && {
      stripe: {
        apiKey: given(settings.STRIPE_SECRET_KEY),
        account: given(settings.STRIPE_ACCOUNT),
        webhookSecrets: several(settings.STRIPE_WEBHOOK_SECRET),
        timeout,
        ...(settings.STRIPE_BASE_URL !== undefined && { url: settings.STRIPE_BASE_URL }),
      },
    }),
    ...(inUse.has("adyen") && {
      adyen: {
        apiKey: given(settings.ADYEN_API_KEY),
        merchantAccount: given(settings.ADYEN_MERCHANT_ACCOUNT),
        hmacKeys: several(settings.ADYEN_HMAC_KEY),
        url: given(settings.ADYEN_BASE_URL),
        timeout,
        ...(settings.ADYEN_REPORTS_URL !== undefined && { reportsUrl: settings.ADYEN_REPORTS_URL }),
      },
    }),
    ...(inUse.has("paypal") && {
      paypal: {
        clientId: given(settings.PAYPAL_CLIENT_ID),
        clientSecret: given(settings.PAYPAL_CLIENT_SECRET),
        webhookId: given(settings.PAYPAL_WEBHOOK_ID),
        timeout,
        ...(settings.PAYPAL_BASE_URL !== undefined && { url: settings.PAYPAL_BASE_URL }),
      },
    }),
  };
}

function given(value: string | undefined): string {
  if (value === undefined) throw new TypeError("a setting was not checked");
  return value;
}

function several(value: string | undefined): readonly string[] {
  return given(value)
    .split(",")
    .map((part) => part.trim());
}
