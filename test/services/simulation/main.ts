// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from "node:util";

import { mutants } from "./mutants";
import { Simulation, type Failure } from "./run";

const usage = `npm run simulate -- [options]
  --seed N        first seed (default 0)
  --schedules N   how many schedules, of consecutive seeds (default 1000)
  --mutant NAME   with this mistake in the protocol; may be given more than once
  --all-mutants   each mistake in turn, until it is found
  --trace         tell everything that happens in the schedule of the seed
  --json          tell what was seen as one line of JSON for each run`;

/** How many failing seeds are kept before a run ends early. */
const most = 10;

/** Reads the command line, plays, and tells; the exit code is 1 when an invariant was broken. */
export function main(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string", default: "0" },
      schedules: { type: "string", default: "1000" },
      mutant: { type: "string", multiple: true, default: [] },
      "all-mutants": { type: "boolean", default: false },
      trace: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const seed = wholeNumber("--seed", values.seed);
  const schedules = wholeNumber("--schedules", values.schedules);
  const names = values["all-mutants"] ? mutants.map(({ name }) => name) : values.mutant;
  // Thousands of expected errors are made; their stacks are only wanted in a trace.
  Error.stackTraceLimit = values.trace ? 20 : 0;
  if (names.length > 0) {
    for (const name of names) kill(name, seed, schedules, values.json);
    return 0;
  }
  const simulation = new Simulation();
  if (values.trace) {
    const plan = simulation.plan(seed);
    console.log(JSON.stringify(plan, undefined, 2));
    const violation = simulation.play(plan, (line) => {
      console.log(line);
    });
    console.log(violation ?? "nothing was broken");
    return violation ? 1 : 0;
  }
  const summary = simulation.run(seed, schedules, most);
  if (values.json) {
    console.log(JSON.stringify(summary));
    return 0;
  }
  for (const failure of summary.failures) tell(simulation, failure);
  const { events, withNewEpoch, answers } = summary;
  console.log(
    `${summary.schedules} schedules from seed ${seed}: ${summary.failures.length} broke an invariant; ` +
      `${events} events, ${answers} final answers, ${withNewEpoch} with a new epoch`,
  );
  return summary.failures.length > 0 ? 1 : 0;
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RangeError(
    `${option}: got ${text}, must be a whole number; for example ${option} 1000`,
  );
}

function tell(simulation: Simulation, { seed, violation }: Failure): void {
  const { faults, operations, changes } = simulation.shrink(
    simulation.plan(seed),
    violation.invariant,
  );
  console.log(
    `seed ${seed}: ${violation.invariant}: ${violation.detail}\n` +
      `  again: npm run simulate -- --seed ${seed} --trace\n` +
      `  the least that breaks it:\n  ${JSON.stringify({ faults, changes, operations })}`,
  );
}

function kill(name: string, seed: number, schedules: number, json: boolean): void {
  const mutant = mutants.find((candidate) => candidate.name === name);
  if (!mutant) {
    throw new RangeError(
      `--mutant: got ${name}, must be one of ${mutants.map((known) => known.name).join("; ")}`,
    );
  }
  const summary = new Simulation(mutant).run(seed, schedules, 1);
  const [failure] = summary.failures;
  if (json) {
    console.log(JSON.stringify({ name, schedules: summary.schedules, failure }));
    return;
  }
  console.log(
    failure
      ? `killed: ${name}: seed ${failure.seed}, ${failure.violation.invariant}: ${failure.violation.detail.split("\n")[0]}`
      : `LIVES: ${name}, after ${summary.schedules} schedules`,
  );
}
