// SPDX-License-Identifier: Apache-2.0
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import { Client, Environment } from "@paypal/paypal-server-sdk";

/** What a client needs. */
export interface PaypalAccess {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeout: number;
}

type Factory = ReturnType<Client["getRequestBuilderFactory"]>;

/** PayPal's own client, with a base address that can be set: the original knows two by name. */
export class PaypalClient extends Client {
  private base: string | undefined;

  constructor({ url, clientId, clientSecret, timeout }: PaypalAccess) {
    super({
      environment: Environment.Production,
      timeout,
      clientCredentialsAuthCredentials: {
        oAuthClientId: clientId,
        oAuthClientSecret: clientSecret,
        // Seconds before its end that a token is renewed.
        oAuthClockSkew: 60,
      },
      httpClientOptions: {
        timeout,
        httpAgent: new HttpAgent({ keepAlive: true }),
        httpsAgent: new HttpsAgent({ keepAlive: true }),
        // A repeat is the resolver's, from the journal.
        retryConfig: { maxNumberOfRetries: 0 },
      },
    });
    this.base = url;
  }

  override getRequestBuilderFactory(): Factory {
    const factory = super.getRequestBuilderFactory();
    return (...of) => {
      const builder = factory(...of);
      builder.interceptRequest((request) => ({
        ...request,
        url: request.url.replace("https://api-m.paypal.com", this.base ?? ""),
      }));
      return builder;
    };
  }
}
