// SPDX-License-Identifier: Apache-2.0

/**
 * Random numbers from a seed. Our own few lines, since a schedule draws thousands of them, each part
 * of the world has its own stream (so that taking one fault away leaves the others as they are), and
 * libraries' generators cost an object for each number.
 */
export class Random {
  private state: number;

  constructor(seed: number, stream = "") {
    this.state = hash(stream, seed);
  }

  /**
   * From 0 up to, and not including, 1. The algorithm is mulberry32.
   *
   * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
   */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, and not including, `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}

/** A number of 32 bits from a text: FNV-1a, begun at `seed`. */
export function hash(text: string, seed = 0): number {
  let value = (0x811c9dc5 ^ seed) | 0;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
