// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, readSync } from "node:fs";

/** How far an engine command has come. */
export interface Progress {
  /** Resources that the engine is finished with. */
  readonly done: number;
  /** Resources that the program has asked for so far; it grows while the program runs. */
  readonly total: number;
}

/** What an engine command did, by kind of step: `{ create: 12, same: 3 }`. */
export type Changes = Readonly<Record<string, number>>;

interface EngineEvent {
  readonly resourcePreEvent?: ResourceEvent;
  readonly resOutputsEvent?: ResourceEvent;
  readonly resOpFailedEvent?: ResourceEvent;
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
  readonly summaryEvent?: { readonly resourceChanges?: Changes };
}

interface ResourceEvent {
  readonly metadata: { readonly urn: string; readonly op: string };
}

/** The SDK says so before it waits for a resource's inputs, so the total is known early. */
const registration = /^Registering resource: /;

/** Counts resources in the engine's event log, one JSON object a line. */
export class EventCounter {
  private readonly started = new Set<string>();
  private readonly finished = new Set<string>();
  private registered = 0;
  private ended = false;
  private rest = "";
  private summary: Changes = {};

  /** Takes the next piece of the log; it may end in the middle of a line. */
  push(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    lines.filter((line) => line !== "").forEach((line) => this.count(line));
  }

  get progress(): Progress {
    const done = this.finished.size;
    // A remote component is registered twice, by the program and by its provider: an estimate.
    const expected = this.ended ? 0 : this.registered;
    return { done, total: Math.max(this.started.size, expected, done) };
  }

  /** The engine's own count, empty until it has ended. */
  get changes(): Changes {
    return this.summary;
  }

  private count(line: string): void {
    const event = JSON.parse(line) as EngineEvent;
    if (event.resourcePreEvent) this.started.add(event.resourcePreEvent.metadata.urn);
    const finished = event.resOutputsEvent ?? event.resOpFailedEvent;
    if (finished) this.finished.add(finished.metadata.urn);
    const { severity, message = "" } = event.diagnosticEvent ?? {};
    if (severity === "debug" && registration.test(message)) this.registered += 1;
    if (event.summaryEvent) {
      this.ended = true;
      this.summary = event.summaryEvent.resourceChanges ?? {};
    }
  }
}

/** Reads what the engine appends to its event log. */
export class EventLogReader {
  private position = 0;
  private readonly counter = new EventCounter();
  // A character of several bytes may be cut at the end of a read.
  private readonly decoder = new TextDecoder();

  constructor(private readonly path: string) {}

  /** Reads what is new and returns the counts. The engine makes the file late, or never. */
  read(): EventCounter {
    const buffer = Buffer.alloc(1 << 16);
    try {
      const file = openSync(this.path, "r");
      try {
        for (;;) {
          const length = readSync(file, buffer, 0, buffer.length, this.position);
          if (length === 0) break;
          this.position += length;
          this.counter.push(this.decoder.decode(buffer.subarray(0, length), { stream: true }));
        }
      } finally {
        closeSync(file);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    return this.counter;
  }
}
