// SPDX-License-Identifier: Apache-2.0

/** Something that runs until it is stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** What was started, to be stopped in the reverse order, whatever fails. */
export class PartsList {
  private readonly parts: Stoppable[] = [];

  /** Waits for its start, and remembers it. */
  async add<Part extends Stoppable>(starting: Promise<Part> | Part): Promise<Part> {
    const part = await starting;
    this.parts.push(part);
    return part;
  }

  /** Forgets a part that somebody else stopped. */
  remove(part: Stoppable): void {
    const at = this.parts.indexOf(part);
    if (at >= 0) this.parts.splice(at, 1);
  }

  /** Stops everything. @throws AggregateError over all that could not be stopped */
  async stop(): Promise<void> {
    const failures: unknown[] = [];
    for (const part of this.parts.splice(0).reverse()) {
      await part.stop().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, "some parts could not be stopped");
  }
}
