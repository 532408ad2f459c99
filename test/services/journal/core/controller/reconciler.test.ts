// SPDX-License-Identifier: Apache-2.0
import { moved, reconciled } from "payments-journal";
import type { Control, RegionState, Seen } from "payments-journal";

const control: Control = { epoch: 3, phase: "ACTIVE", active: "us-east-1", revision: 9 };
const sealing = moved("claim", control, { owner: "a", kind: "failover", target: "eu-west-1" });

function state(role: RegionState["role"]): RegionState {
  return { role, busy: false, ready: true };
}

function seen(changes: Partial<Seen> = {}): Seen {
  return {
    control,
    phaseFor: 1000,
    longestChange: 120_000,
    databases: { "us-east-1": state("writer"), "eu-west-1": state("standby") },
    retired: { "us-east-1": false, "eu-west-1": true },
    ...changes,
  };
}

function subjects(changes: Partial<Seen>): string[] {
  return reconciled(seen(changes)).map(({ subject }) => subject);
}

describe("reconciled", () => {
  it("finds nothing where all is as the control item says", () => {
    expect(reconciled(seen())).toEqual([]);
  });

  it.each<[string, Partial<Seen>, string[]]>([
    [
      "an old primary that returned",
      { databases: { "us-east-1": state("writer"), "eu-west-1": state("writer") } },
      ["two databases accept writes: us-east-1, eu-west-1"],
    ],
    [
      "a writer in the wrong region",
      { databases: { "us-east-1": state("unreachable"), "eu-west-1": state("writer") } },
      ["the database of eu-west-1 accepts writes"],
    ],
    [
      "an active region whose database is a standby",
      { databases: { "us-east-1": state("standby"), "eu-west-1": state("standby") } },
      ["the database of us-east-1 is a standby"],
    ],
    [
      "a change that takes too long",
      { control: sealing, phaseFor: 120_001 },
      ["the failover to eu-west-1 takes too long"],
    ],
    [
      "a database that is in an earlier epoch than the journal",
      { served: 2 },
      ["the database of us-east-1 came back without its last commits"],
    ],
    [
      "a latch against the active region",
      { retired: { "us-east-1": true, "eu-west-1": true } },
      ["clients are kept away from us-east-1"],
    ],
  ])("reports %s", (_, changes, expected) => {
    expect(subjects(changes)).toEqual(expected);
  });

  it.each<[string, Partial<Seen>]>([
    ["a change that is under way", { control: sealing }],
    [
      "a promotion that is done, before the epoch is opened",
      {
        control: sealing,
        databases: { "us-east-1": state("unreachable"), "eu-west-1": state("writer") },
      },
    ],
    [
      "a database that can't be reached: that is for the decision",
      { databases: { "us-east-1": state("unreachable"), "eu-west-1": state("standby") } },
    ],
    ["a latch that can't be seen", { retired: {} }],
    ["a database of the epoch", { served: 3 }],
    ["a fence that is raised before the next epoch opens", { served: 4 }],
    ["a fence that is not raised yet, in a change under way", { control: sealing, served: 2 }],
    [
      "the epoch of a standby, which is as late as its replication",
      { served: 2, databases: { "us-east-1": state("unreachable") } },
    ],
  ])("does not report %s", (_, changes) => {
    expect(subjects(changes)).toEqual([]);
  });
});
