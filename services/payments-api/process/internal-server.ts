// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from "node:http";

import type { Metrics } from "../telemetry/metrics";

/**
 * Serves `/metrics` at a port that no load balancer leads to.
 *
 * @throws Error when the port is taken
 */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    metrics.registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": metrics.registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}
