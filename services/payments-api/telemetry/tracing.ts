// SPDX-License-Identifier: Apache-2.0
import { SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

import type { Metrics } from "./metrics";

/**
 * Starts sending traces to a collector. Without it the API's tracers do nothing, at no cost.
 *
 * @returns sends what is left, and stops
 */
export function startTracing(endpoint: string, region: string): () => Promise<void> {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "payments-api", "cloud.region": region }),
    spanProcessors: [
      new BatchSpanProcessor(
        new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` }),
      ),
    ],
  });
  // Its own context manager, and W3C's headers.
  provider.register();
  return () => provider.shutdown();
}

/** The methods of a port that settle later. */
type Later<Port> = {
  [Name in keyof Port]: Port[Name] extends (...args: never[]) => Promise<unknown> ? Name : never;
}[keyof Port];

/**
 * The same port, with a span and a measured time for each call of the methods named. Arguments and
 * answers are not looked at: they hold what must not be in a trace.
 */
export function observed<Port extends object>(
  part: string,
  port: Port,
  methods: readonly Later<Port>[],
  tracer: Tracer,
  metrics: Metrics,
): Port {
  const names = new Set<PropertyKey>(methods);
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (!names.has(name)) return (value as () => unknown).bind(target);
      const method = value as (...args: unknown[]) => Promise<unknown>;
      const call = String(name);
      return async (...args: unknown[]) =>
        await tracer.startActiveSpan(`${part}.${call}`, { kind: SpanKind.CLIENT }, async (span) => {
          const end = metrics.calls.startTimer({ part, call });
          try {
            const answer = await method.apply(target, args);
            end({ outcome: "ok" });
            return answer;
          } catch (error) {
            const outcome = error instanceof Error ? error.name : "error";
            end({ outcome });
            span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
            throw error;
          } finally {
            span.end();
          }
        });
    },
  });
}
