// SPDX-License-Identifier: Apache-2.0
import { production } from "../../../stacks/environments/production";
import { staging } from "../../../stacks/environments/staging";
import { bringUp } from "../../support/mistakes/bring-up";
import { places, shares, sharesByKind, trial, type Outcome } from "../../support/mistakes/trial";
import { platformTimeout } from "../../support/platform";

/** Another one at each run; `npm run mistakes -- <seed>` does again what a failure says. */
const seed = Number(process.env.MISTAKES_SEED ?? Date.now() % 2 ** 31);

describe(`small mistakes in what the environments are made of, seed ${seed}`, () => {
  let outcomes: readonly Outcome[];
  beforeAll(async () => {
    const tried: Outcome[][] = [];
    for (const topology of [production, staging]) {
      tried.push(await trial(await bringUp(topology), seed));
    }
    outcomes = tried.flat();
    process.stdout.write(`${outcomes.length} mistakes: ${shares(outcomes)}\n`);
    if (process.env.MISTAKES_REPORT !== undefined) {
      const open = places(outcomes, "undocumented").join("\n");
      process.stdout.write(`${sharesByKind(outcomes)}\n\nundocumented:\n${open}\n`);
    }
  }, platformTimeout);

  it("are made in every kind of resource, also in those that other processes make", () => {
    const types = new Set(outcomes.map(({ place }) => place.split(" ")[0]));
    for (const type of [
      "eks/cluster:Cluster",
      "eks/nodeGroup:NodeGroup",
      "rds/instance:Instance",
    ]) {
      expect(types).toContain(type);
    }
  });

  it("are refused at preview where an argument is unknown or of another type", () => {
    const kinds = ["unknown argument", "wrong type"];
    const others = outcomes.filter(
      ({ kind, verdict }) => kinds.includes(kind) && verdict !== "type",
    );
    expect(others).toEqual([]);
  });

  it("are refused, or accepted by AWS's documentation, or named as an open question", () => {
    expect(places(outcomes, "missed")).toEqual([]);
  });

  it("break no rule of the tables", () => {
    expect(places(outcomes, "crash")).toEqual([]);
  });
});
