// SPDX-License-Identifier: Apache-2.0
import { StepCoverage } from "./engine/step-coverage";
import { generate } from "./engine/generate";
import { loadProtocol } from "./protocol/protocol";
import { play } from "./world/play";

Error.stackTraceLimit = 0;
if (process.env.TRACE)
  console.log(
    JSON.stringify(generate(Number(process.argv[2])).faults, null, 0),
    JSON.stringify(generate(Number(process.argv[2])).changes),
  );
const coverage = new StepCoverage();
const protocol = loadProtocol();
const from = Number(process.argv[2] ?? 0);
const count = Number(process.argv[3] ?? 100);
const start = process.cpuUsage();
let events = 0;
let epochs = 0;
let final = 0;
const found = new Map<string, number[]>();
for (let seed = from; seed < from + count; seed++) {
  const outcome = play(
    generate(seed),
    protocol,
    coverage,
    process.env.TRACE ? (line) => console.log(line.slice(0, 400)) : undefined,
  );
  events += outcome.events;
  epochs += Number(outcome.epochs > 0);
  final += outcome.final;
  if (outcome.violation) {
    const name = outcome.violation.invariant + " " + outcome.violation.detail.slice(0, 260);
    const kind =
      outcome.violation.invariant +
      " " +
      outcome.violation.detail.replace(/[0-9]+/g, "#").slice(0, 80);
    if (!found.has(kind)) console.log(seed, Math.round(outcome.violation.at), name);
    found.set(kind, [...(found.get(kind) ?? []), seed]);
  }
}
console.log({
  ms: (process.cpuUsage(start).user + process.cpuUsage(start).system) / 1000 / count,
  events: events / count,
  epochs,
  final: final / count,
});
for (const [k, v] of found) console.log(v.length, k, v.slice(0, 5).join(","));
const missed = Object.keys(coverage.reached)
  .flatMap((s) => ["before " + s, "after " + s])
  .filter((n) => !coverage.crashed[n]);
console.log(Object.keys(coverage.reached).length, "steps; missed", missed.length);
if (process.argv[4]) console.log(missed.join("\n"));
