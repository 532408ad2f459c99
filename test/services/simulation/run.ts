// SPDX-License-Identifier: Apache-2.0
import type { Emphasis } from "./engine/emphasis";
import { generate } from "./engine/generate";
import type { Plan } from "./engine/plan";
import { shrink } from "./engine/shrink";
import { StepCoverage, type Counts } from "./engine/step-coverage";
import type { Mutant } from "./mutants";
import { SourceLoader } from "./protocol/loader";
import { loadProtocol } from "./protocol/protocol";
import type * as Play from "./world/play";
import type { Violation } from "./world/judge";

/** A schedule in which something happened that must not. */
export interface Failure {
  readonly seed: number;
  readonly violation: Violation;
}

/** What a run of many schedules saw. */
export interface Summary {
  readonly schedules: number;
  readonly failures: readonly Failure[];
  readonly events: number;
  /** Schedules in which a new epoch was opened. */
  readonly withNewEpoch: number;
  /** Final answers given to clients. */
  readonly answers: number;
  readonly reached: Counts;
  readonly crashed: Counts;
}

type PlayOne = (plan: Plan, trace?: (line: string) => void) => Play.Outcome;

/** Plays schedules with the protocol as it is, or with a mutant of it. */
export class Simulation {
  readonly coverage = new StepCoverage();
  private readonly playOne: PlayOne;
  private readonly emphasis: Emphasis | undefined;

  /** @throws Error when the mutant's edits can't be made: its source has changed */
  constructor(mutant?: Mutant) {
    const edits = mutant?.edits ?? [];
    const isWorld = (file: string) => file.startsWith("test/");
    const loader = new SourceLoader(edits.filter(({ file }) => isWorld(file)));
    const { play } = loader.load("test/services/simulation/world/play.ts") as typeof Play;
    loader.finish();
    const protocol = loadProtocol(edits.filter(({ file }) => !isWorld(file)));
    this.emphasis = mutant?.emphasis;
    this.playOne = (plan, trace) => play(plan, protocol, this.coverage, trace);
  }

  /** Plays the schedules of consecutive seeds; stops at `most` failures. */
  run(first: number, schedules: number, most: number): Summary {
    const failures: Failure[] = [];
    let [events, withNewEpoch, answers, played] = [0, 0, 0, 0];
    while (played < schedules && failures.length < most) {
      const seed = first + played++;
      const outcome = this.playOne(this.plan(seed));
      events += outcome.events;
      withNewEpoch += Number(outcome.epochs > 0);
      answers += outcome.final;
      if (outcome.violation) failures.push({ seed, violation: outcome.violation });
    }
    const { reached, crashed } = this.coverage;
    return { schedules: played, failures, events, withNewEpoch, answers, reached, crashed };
  }

  plan(seed: number): Plan {
    return generate(seed, this.emphasis);
  }

  /** Plays one plan, and tells all that happens. */
  play(plan: Plan, trace?: (line: string) => void): Violation | undefined {
    return this.playOne(plan, trace).violation;
  }

  /** The smallest plan found that breaks the same invariant. */
  shrink(plan: Plan, invariant: Violation["invariant"]): Plan {
    return shrink(plan, (smaller) => this.play(smaller)?.invariant === invariant);
  }
}

/** One summary of several. */
export function joined(parts: readonly Summary[]): Summary {
  const sum = (value: (part: Summary) => number) =>
    parts.reduce((total, part) => total + value(part), 0);
  const counts = (value: (part: Summary) => Counts) => {
    const total: Record<string, number> = {};
    for (const part of parts) {
      for (const [name, count] of Object.entries(value(part))) {
        total[name] = (total[name] ?? 0) + count;
      }
    }
    return total;
  };
  return {
    schedules: sum((part) => part.schedules),
    failures: parts.flatMap((part) => part.failures),
    events: sum((part) => part.events),
    withNewEpoch: sum((part) => part.withNewEpoch),
    answers: sum((part) => part.answers),
    reached: counts((part) => part.reached),
    crashed: counts((part) => part.crashed),
  };
}
