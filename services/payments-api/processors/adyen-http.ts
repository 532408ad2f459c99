// SPDX-License-Identifier: Apache-2.0
import { HttpClientException, type Client, type Config } from "@adyen/api-library";

import type { HttpCall } from "./http-call";

type ClientInterface = Client["httpClient"];
type Options = Parameters<ClientInterface["request"]>[4];

/**
 * Carries the calls of Adyen's library. Its own carrier opens a connection for each call, bounds only
 * the silence between two bytes, and puts answers into its errors' messages.
 */
export class AdyenHttp implements ClientInterface {
  constructor(private readonly call: HttpCall) {}

  /**
   * @throws HttpClientException when the status is no success
   * @throws NoAnswer when there is no whole answer in time
   */
  async request(
    endpoint: string,
    json: string | Buffer,
    config: Config,
    _isApiKeyRequired: boolean,
    options?: Options,
  ): Promise<string> {
    const key = options?.idempotencyKey;
    const { status: statusCode, text: responseBody } = await this.call.text({
      method: "POST",
      url: endpoint,
      headers: {
        "content-type": "application/json",
        "x-api-key": config.apiKey ?? "",
        ...(key !== undefined && { "idempotency-key": key }),
      },
      body: String(json),
    });
    if (statusCode >= 200 && statusCode <= 299) return responseBody;
    throw new HttpClientException({ message: `status ${statusCode}`, statusCode, responseBody });
  }
}
