// SPDX-License-Identifier: Apache-2.0
import type { Role, Standing } from "../http/standing";
import { examine, type HealthPart, type PartHealth, type PartStatus } from "./part";

/** What `/healthz/deep` answers. */
export interface DeepHealthReport {
  readonly status: PartStatus;
  /** AWS name of the region. */
  readonly region: string;
  readonly role: Role;
  readonly epoch?: number;
  readonly parts: Readonly<Record<string, PartHealth>>;
}

/** What DeepHealth takes where nothing is said. */
export const defaults = { milliseconds: 1000 } as const;

/**
 * The health of a region, as a process in it sees it: every part with its latency and reason.
 *
 * However many ask, each part is checked once a second at most, and all who ask meanwhile wait for
 * the same check: Route 53 alone asks from many places at once, and must not be what brings the
 * database down.
 */
export class DeepHealth {
  private latest?: { readonly report: Promise<DeepHealthReport>; readonly until: number };

  /**
   * @param milliseconds how long a report is given again. @default 1000
   * @param now milliseconds of a clock that only goes forward
   */
  constructor(
    private readonly region: string,
    private readonly standing: Standing,
    private readonly parts: readonly HealthPart[],
    private readonly milliseconds: number = defaults.milliseconds,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How the region is. Never throws. */
  async report(): Promise<DeepHealthReport> {
    if (this.latest && this.latest.until > this.now()) return await this.latest.report;
    const report = this.examine();
    // Its age counts from its end: a slow check must not be followed by the next at once.
    this.latest = { report, until: Infinity };
    const done = await report;
    this.latest = { report, until: this.now() + this.milliseconds };
    return done;
  }

  private async examine(): Promise<DeepHealthReport> {
    const found = await Promise.all(
      this.parts.map(async (part) => [part.name, await examine(part, this.now)] as const),
    );
    const { role, epoch } = this.standing;
    const parts = Object.fromEntries(found);
    const statuses = Object.values(parts).map(({ status }) => status);
    // A process that has lost the right to write says so, however well its parts are.
    const status = role === "fenced" ? "down" : worst(statuses);
    return { status, region: this.region, role, ...(epoch !== undefined && { epoch }), parts };
  }
}

function worst(statuses: readonly PartStatus[]): PartStatus {
  if (statuses.includes("down")) return "down";
  return statuses.includes("degraded") ? "degraded" : "ok";
}
