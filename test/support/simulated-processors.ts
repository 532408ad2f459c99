// SPDX-License-Identifier: Apache-2.0
import { drillSecrets } from "../../drill/processors";
import type { ProcessorName } from "../../services/payments-api/operations/processor";
import type { Processor } from "../../services/payments-api/operations/processor";
import { AdyenProcessor } from "../../services/payments-api/processors/adyen";
import { PaypalProcessor } from "../../services/payments-api/processors/paypal";
import { StripeProcessor } from "../../services/payments-api/processors/stripe";

/** The real clients of the three processors, all set to one address. */
export function processorsAt(url: string, timeout = 30_000): Record<ProcessorName, Processor> {
  const { stripe, adyen, paypal } = drillSecrets;
  return {
    stripe: new StripeProcessor({
      apiKey: stripe.apiKey,
      account: stripe.account,
      webhookSecrets: ["whsec_old", stripe.webhookSecret],
      url,
      timeout,
    }),
    adyen: new AdyenProcessor({
      apiKey: adyen.apiKey,
      merchantAccount: adyen.merchantAccount,
      hmacKeys: ["00", adyen.hmacKey],
      url,
      reportsUrl: url,
      timeout,
    }),
    paypal: new PaypalProcessor({
      clientId: paypal.clientId,
      clientSecret: paypal.clientSecret,
      webhookId: paypal.webhookId,
      url,
      timeout,
    }),
  };
}
