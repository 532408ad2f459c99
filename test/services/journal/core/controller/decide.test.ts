// SPDX-License-Identifier: Apache-2.0
import { decided, decisionDefaults, undecided } from "payments-journal";
import type { DecisionSettings, Probe, Pulse, Round, Verdict } from "payments-journal";

const settings: DecisionSettings = {
  ...decisionDefaults,
  silence: 3000,
  window: 3000,
  confirmation: 2000,
  holdOff: 60_000,
};

type Look = Partial<Omit<Round, "probes" | "pulses">> & {
  readonly seen?: string;
  readonly pulses?: "well" | "no database" | "stuck" | "quiet" | "silent" | "unknown";
};

/** What three observers see, a letter each: good, bad, unknown. */
function probesOf(seen: string): Probe[] {
  return [...seen].map((letter, index): Probe => {
    const result = letter === "g" ? "good" : letter === "b" ? "bad" : "unknown";
    return { observer: `o${index + 1}`, result };
  });
}

function pulsesOf(look: Look["pulses"], at: number): readonly Pulse[] | "unknown" {
  if (look === "unknown") return "unknown";
  if (look === "silent") return [];
  const admitted = look === "quiet" ? 0 : at / 10;
  const answered = look === "stuck" ? 0 : admitted;
  const heartbeat = { admitted, answered, databaseWritable: look !== "no database" };
  return [{ log: "1#a", heartbeat, at }];
}

const first = { epoch: 1, active: "us-east-1" };

/** The verdicts of rounds that are a second apart. */
function verdicts(looks: readonly Look[]): Verdict["kind"][] {
  let state = undecided({ at: 0, ...first });
  return looks.map((look, index) => {
    const at = (index + 1) * 1000;
    const { seen = "ggg", pulses = "well", ...rest } = look;
    const round: Round = {
      ...{ at, ...first, sealing: false, moving: false, databaseReachable: true, ...rest },
      ...{ probes: probesOf(seen), pulses: pulsesOf(pulses, at) },
    };
    const next = decided(state, round, settings);
    state = next.state;
    return next.verdict.kind;
  });
}

function times(count: number, look: Look): Look[] {
  return Array.from({ length: count }, () => look);
}

const lost: Look = { seen: "bbb", pulses: "silent" };

describe("decided", () => {
  it("fails over when observers and heartbeats agree for as long as is asked", () => {
    expect(verdicts(times(6, lost))).toEqual([
      ...["stay", "stay", "suspect", "suspect", "fail-over", "fail-over"],
    ]);
  });

  it.each<[string, Look, boolean]>([
    ["two of three observers and silence", { seen: "bbg", pulses: "silent" }, true],
    ["two observers, the third can't be asked", { seen: "bbu", pulses: "silent" }, true],
    [
      "all observers, and a database that takes no writes",
      { seen: "bbb", pulses: "no database" },
      true,
    ],
    ["all observers, and requests that are not answered", { seen: "bbb", pulses: "stuck" }, true],
    ["one observer and silence", { seen: "bgg", pulses: "silent" }, false],
    ["observers that can't be asked", { seen: "buu", pulses: "silent" }, false],
    ["observers alone: the writers are well", { seen: "bbb", pulses: "well" }, false],
    ["observers alone, on a quiet night", { seen: "bbb", pulses: "quiet" }, false],
    ["silence alone", { seen: "ggg", pulses: "silent" }, false],
    ["requests that are not answered alone", { seen: "ggg", pulses: "stuck" }, false],
    ["a journal that can't be read", { seen: "bbb", pulses: "unknown" }, false],
  ])("judges %s", (_, look, failsOver) => {
    expect(verdicts(times(12, look)).includes("fail-over")).toBe(failsOver);
  });

  it("does not count the time in which the journal could not be read as silence", () => {
    const looks = [...times(9, { seen: "bbb", pulses: "unknown" as const }), ...times(2, lost)];
    expect(new Set(verdicts(looks))).toEqual(new Set(["stay"]));
  });

  it("counts failures that single good probes interrupt, and forgets them after some in a row", () => {
    const flapping = (good: number) =>
      Array.from({ length: 24 }, (_, index): Look => {
        return { seen: index % (good + 1) === 0 ? "bbb" : "ggg", pulses: "silent" };
      });
    expect(verdicts(flapping(1))).toContain("fail-over");
    expect(verdicts(flapping(settings.goodsToReset))).not.toContain("fail-over");
  });

  it.each<[string, Look[], Look]>([
    ["a change of region", [{}], { epoch: 2, active: "eu-west-1" }],
    ["a change of region that went back", [{ sealing: true, moving: true }, {}], { epoch: 2 }],
    [
      "a change of region and a roll after it",
      [{}, { epoch: 2, active: "eu-west-1" }],
      { epoch: 3, active: "eu-west-1" },
    ],
  ])("holds off after %s, so that a fault that flaps moves nothing twice", (_, before, now) => {
    const seen = verdicts([...before, ...times(50, { ...lost, ...now })]);
    expect(seen).toContain("held-off");
    expect(seen).not.toContain("fail-over");
    expect(verdicts([...before, ...times(70, { ...lost, ...now })])).toContain("fail-over");
  });

  it.each<[string, Look[]]>([
    ["a roll", [{}, { sealing: true }, { epoch: 2 }]],
    ["a roll that had been over before it was seen", [{}, { epoch: 2 }]],
  ])("fails over after %s as if there had been none: the region is the same", (_, before) => {
    const seen = verdicts([...before, ...times(6, { ...lost, epoch: 2 })]);
    expect(seen.slice(before.length)).toEqual(verdicts(times(6, lost)));
  });

  it("gathers the evidence anew in a new epoch: nobody beats or answers while it changes", () => {
    const seen = verdicts([...times(2, lost), ...times(4, { ...lost, epoch: 2 })]);
    expect(seen.slice(2)).toEqual(["stay", "stay", "stay", "suspect"]);
  });

  it("begins anew when the writers are heard of again", () => {
    const looks = [...times(4, lost), {}, {}, ...times(4, lost)];
    expect(verdicts(looks)).not.toContain("fail-over");
  });

  it("judges a change that hangs by the database it is for, since sealed logs are silent", () => {
    const hanging = { ...lost, sealing: true };
    expect(verdicts(times(12, hanging))).not.toContain("fail-over");
    expect(verdicts(times(12, { ...hanging, databaseReachable: false }))).toContain("fail-over");
  });

  it("gives its reasons in words", () => {
    const round: Round = {
      ...{ at: 4000, ...first, sealing: false, moving: false, databaseReachable: true },
      ...{ probes: probesOf("bg"), pulses: [] },
    };
    const { verdict } = decided(undecided({ at: 0, ...first }), round, {
      ...settings,
      failures: 1,
    });
    expect(verdict.reasons).toEqual([
      "observer o1 sees it fail",
      "no process has sent a heartbeat for 4000 ms",
    ]);
  });
});
