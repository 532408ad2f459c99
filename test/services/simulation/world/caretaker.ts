// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from "payments-journal";

import type { Host, Perform } from "./host";
import type { World } from "./world";

const roundEvery = 1_300;

/** Epochs whose logs stay whole, besides the current one: few, so that trimming is seen here. */
const keptEpochs = 1;

/** What a controller's process does besides: moves checkpoints, seals what is abandoned, trims. */
export class Caretaker {
  constructor(
    private readonly world: World,
    private readonly host: Host,
    private readonly ports: Perform,
  ) {}

  begin(): void {
    this.host.after(this.world.random(this.host.name).between(100, roundEvery), () => {
      this.round();
    });
  }

  private round(): void {
    const { world, host } = this;
    const again = () => {
      host.after(roundEvery, () => {
        this.round();
      });
    };
    host.run(this.work(), this.ports, again, (error) => {
      if (!world.isExpected(error)) {
        world.judge.report("defect", error instanceof Error ? (error.stack ?? "") : String(error));
      }
      again();
    });
  }

  private *work(): Procedure<void> {
    const { world, host } = this;
    const { protocol, journal } = world;
    const control = journal.control;
    if (!control || control.active === host.region) return;
    for (let epoch = Math.max(1, control.epoch - 2); epoch <= control.epoch; epoch++) {
      yield* protocol.checkpointEpoch(epoch);
      yield* protocol.sealAbandoned(epoch, world.abandonedLogs(), host.name);
      yield* protocol.retireLogs(epoch);
    }
    yield* protocol.trim(keptEpochs);
  }
}
