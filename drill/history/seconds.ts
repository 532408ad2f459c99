// SPDX-License-Identifier: Apache-2.0
import type { ClientEvent } from "./event";

/** What the clients saw of one region in one second. */
export interface Second {
  /** Whole seconds from the beginning that was given. */
  readonly second: number;
  readonly region: string;
  /** Tries that were answered with anything below 500. */
  readonly answered: number;
  /** Tries that were sent away (5xx). */
  readonly refused: number;
  /** Tries that were told nothing. */
  readonly unknown: number;
}

/**
 * Counts how tries ended, by region and second in which they did. Its memory grows with the seconds,
 * not with the events. A second without an end has an entry too, from the first to the last one.
 */
export class SecondCounter {
  private readonly bySecond = new Map<number, Map<string, Second>>();
  private readonly regions = new Set<string>();

  /** @param beginning - in milliseconds, on the clock of the events */
  constructor(private readonly beginning: number) {}

  add({ type, at, region, told }: ClientEvent): void {
    this.regions.add(region);
    if (type === "invoke") return;
    const second = Math.max(0, Math.floor((at - this.beginning) / 1_000));
    const ofSecond = this.bySecond.get(second) ?? new Map<string, Second>();
    this.bySecond.set(second, ofSecond);
    const before = ofSecond.get(region) ?? nothing(second, region);
    ofSecond.set(region, { ...before, ...oneMore(before, told?.status) });
  }

  /** By second, then by region. */
  seconds(): Second[] {
    const last = Math.max(-1, ...this.bySecond.keys());
    const regions = [...this.regions].sort();
    return Array.from({ length: last + 1 }, (_, second) =>
      regions.map((region) => this.bySecond.get(second)?.get(region) ?? nothing(second, region)),
    ).flat();
  }
}

function nothing(second: number, region: string): Second {
  return { second, region, answered: 0, refused: 0, unknown: 0 };
}

function oneMore({ answered, refused, unknown }: Second, status: number | undefined) {
  if (status === undefined) return { unknown: unknown + 1 };
  return status >= 500 ? { refused: refused + 1 } : { answered: answered + 1 };
}
