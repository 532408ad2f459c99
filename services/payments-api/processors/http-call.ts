// SPDX-License-Identifier: Apache-2.0
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

import type { ProcessorName } from "../operations/processor";
import { NoAnswer } from "./no-answer";
import type { Reply } from "./reply";

/** A request as it goes out. */
export interface Outgoing {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Calls one processor over connections that stay open, each call with a deadline. */
export class HttpCall {
  private readonly plain = new HttpAgent({ keepAlive: true });
  private readonly secure = new HttpsAgent({ keepAlive: true });

  /** @param timeout milliseconds for all of a call, its answer's last byte included */
  constructor(
    private readonly processor: ProcessorName,
    private readonly timeout: number,
  ) {}

  /** @throws NoAnswer when no whole answer came in time */
  async text(outgoing: Outgoing): Promise<{ readonly status: number; readonly text: string }> {
    const response = await this.open(outgoing);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of response) chunks.push(chunk as Buffer);
    } catch (error) {
      throw this.failed(error);
    }
    return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") };
  }

  /** With the body parsed; one that is no JSON is `undefined`. @throws NoAnswer as `text` does */
  async json(outgoing: Outgoing): Promise<Reply> {
    const { status, text } = await this.text(outgoing);
    return { status, body: parsed(text) };
  }

  /** The answer's head; its body is still to come. @throws NoAnswer when none came in time */
  open({ method, url, headers, body }: Outgoing): Promise<IncomingMessage> {
    const plain = url.startsWith("http:");
    return new Promise((resolve, reject) => {
      const request = (plain ? httpRequest : httpsRequest)(url, {
        method,
        agent: plain ? this.plain : this.secure,
        headers:
          body === undefined ? headers : { ...headers, "content-length": Buffer.byteLength(body) },
        signal: AbortSignal.timeout(this.timeout),
      });
      request.once("response", resolve);
      request.once("error", (error) => reject(this.failed(error)));
      request.end(body);
    });
  }

  /** What it means that a call failed, or that an answer broke off. */
  failed(error: unknown): NoAnswer {
    return new NoAnswer(this.processor, ranOutOfTime(error) ? "timeout" : "unreachable");
  }
}

/** Whether an error of Node, or of a client over it, means that time ran out. */
export function ranOutOfTime(error: unknown): boolean {
  const { name, code } = Object(error) as { name?: unknown; code?: unknown };
  return (
    name === "AbortError" ||
    name === "TimeoutError" ||
    code === "ECONNABORTED" ||
    code === "ETIMEDOUT"
  );
}

/** JSON, or `undefined`. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something between us and the processor answered: a page of a proxy, a cut body.
    return undefined;
  }
}
