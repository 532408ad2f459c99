// SPDX-License-Identifier: Apache-2.0
import type { ProcessorName } from "../../services/payments-api/operations/processor";
import { processorNames } from "../../services/payments-api/operations/processor";
import type { LedgerEntry } from "../history/event";
import { LocalServer } from "../parts";
import { noFaults, type Faults } from "./settings";

/** The three processors of the drill, in a process of their own. */
export class Processors extends LocalServer {
  /** The base of all three APIs. */
  get url(): string {
    return `http://${this.host}:${this.port}`;
  }

  /** Changes how a processor misbehaves; what is not named stays as it is. */
  async misbehave(processor: ProcessorName, faults: Partial<Faults>): Promise<void> {
    const answer = await fetch(`${this.url}/faults/${processor}`, {
      method: "PATCH",
      body: JSON.stringify(faults),
    });
    if (!answer.ok) throw new Error(`${this.name}: ${await answer.text()}`);
  }

  /** Makes all of them behave again. Where notifications go stays. */
  async behave(): Promise<void> {
    for (const processor of processorNames) {
      await this.misbehave(processor, { ...noFaults, webhook: undefined });
    }
  }

  /** How many requests came with an idempotency key that had come before. */
  async repeats(): Promise<number> {
    const answer = await fetch(`${this.url}/repeats`);
    const { repeats } = (await answer.json()) as { readonly repeats: number };
    return repeats;
  }

  /**
   * What they did, in the order of each.
   *
   * @param origin what counts as 0, in milliseconds since 1970 @default 0
   */
  async ledger(origin = 0): Promise<readonly LedgerEntry[]> {
    const answer = await fetch(`${this.url}/ledger`);
    const entries = (await answer.json()) as LedgerEntry[];
    return entries.map((entry) => ({ ...entry, at: entry.at - origin }));
  }
}
