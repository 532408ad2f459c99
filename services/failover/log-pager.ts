// SPDX-License-Identifier: Apache-2.0
import type { Pager } from "payments-journal";
import type { Logger } from "pino";

/** One call of a person. */
export interface Page {
  readonly subject: string;
  readonly detail: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** How many pages are kept to be shown. */
const kept = 50;

/** Pages by the log: a line of level `error` with `page: true`, for the platform's alarm on it. */
export class LogPager implements Pager {
  /** The latest pages, newest last. */
  readonly pages: Page[] = [];

  /** @param counted told of each page, for a metric */
  constructor(
    private readonly log: Logger,
    private readonly counted: () => void,
  ) {}

  page(subject: string, detail: string): Promise<void> {
    this.log.error({ page: true, subject, detail }, subject);
    this.pages.push({ subject, detail, at: new Date().toISOString() });
    this.pages.splice(0, this.pages.length - kept);
    this.counted();
    return Promise.resolve();
  }
}
