// SPDX-License-Identifier: Apache-2.0
import { Random } from "../engine/random";
import { Timeline } from "../engine/timeline";
import { Databases } from "./databases";
import { Network } from "./network";

interface Stored {
  fence: number;
  rows: number;
}

/** A writer in the east whose two rows no standby has seen yet, in epoch 1. */
function inEpoch1() {
  const timeline = new Timeline();
  const network = new Network(timeline, new Random(0), []);
  const empty = (): Stored => ({ fence: 0, rows: 0 });
  const databases = new Databases(timeline, network, empty, "east", []);
  const raiseFence = (epoch: number) => {
    databases.commit("east", (state) => {
      state.fence = Math.max(state.fence, epoch);
    });
  };
  raiseFence(1);
  for (let row = 0; row < 2; row++) databases.commit("east", (state) => state.rows++);
  return { databases, raiseFence };
}

describe("a simulated database that lost commits", () => {
  it("serves again once the next epoch has raised its fence", () => {
    const { databases, raiseFence } = inEpoch1();
    databases.loseCommits("east", 1);
    expect(databases.read("east")).toEqual({ fence: 1, rows: 1 });
    expect(databases.serves("east")).toBe(false);
    raiseFence(2);
    expect(databases.serves("east")).toBe(true);
  });

  it("serves nobody when its fence is raised to the epoch that it has: nothing was replayed", () => {
    const { databases, raiseFence } = inEpoch1();
    databases.loseCommits("east", 1);
    raiseFence(1);
    expect(databases.serves("east")).toBe(false);
  });

  it("serves nobody in the epoch whose fence it lost too", () => {
    const { databases, raiseFence } = inEpoch1();
    databases.loseCommits("east", 3);
    expect(databases.read("east").fence).toBe(0);
    raiseFence(1);
    expect(databases.serves("east")).toBe(false);
  });
});
