// SPDX-License-Identifier: Apache-2.0
import type { Probe } from "payments-journal";

/** Where a region's health is asked for. */
export interface ObserverSettings {
  /** This process's own name among the observers. */
  readonly name: string;
  /** URLs of `/healthz/deep`, by region; the region is good when any of them is. */
  readonly health: Readonly<Record<string, readonly string[]>>;
  /** URLs of `/vantage` of processes elsewhere, by name. */
  readonly vantages: Readonly<Record<string, string>>;
  /** The longest wait for an answer, in milliseconds. */
  readonly milliseconds: number;
}

/** Looks at a region from here and from elsewhere. */
export class Observers {
  constructor(private readonly settings: ObserverSettings) {}

  /** What all observers see of a region now. Never throws. */
  async look(region: string): Promise<Probe[]> {
    const { name, vantages } = this.settings;
    const others = Object.entries(vantages).map(async ([observer, url]): Promise<Probe> => {
      return { observer, result: await this.askedAt(`${url}/${region}`) };
    });
    const own = this.probe(region).then((result): Probe => ({ observer: name, result }));
    return await Promise.all([own, ...others]);
  }

  /** What is seen of a region from here. */
  async probe(region: string): Promise<"good" | "bad"> {
    const urls = this.settings.health[region] ?? [];
    const statuses = await Promise.all(urls.map((url) => this.statusOf(url)));
    return statuses.includes(200) ? "good" : "bad";
  }

  /** What another observer says: 200 for good, 503 for bad, and anything else is its own trouble. */
  private async askedAt(url: string): Promise<Probe["result"]> {
    // It waits for the region as long as we do, and then has to answer us.
    const status = await this.statusOf(url, 2 * this.settings.milliseconds);
    if (status === 200) return "good";
    return status === 503 ? "bad" : "unknown";
  }

  private async statusOf(
    url: string,
    milliseconds = this.settings.milliseconds,
  ): Promise<number | undefined> {
    try {
      const signal = AbortSignal.timeout(milliseconds);
      const { status, body } = await fetch(url, { signal });
      await body?.cancel();
      return status;
    } catch {
      return undefined;
    }
  }
}
