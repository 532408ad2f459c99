// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What the processes below one took together. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Most memory that all held at one time; pages that they share are counted for each. */
  readonly peakBytes: number;
}

/** One process as the kernel lists it. */
export interface ProcessLine {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks in user and system mode. */
  readonly ticks: number;
  /** When it started, in clock ticks; with the pid it names a process for good. */
  readonly started: number;
  readonly residentPages: number;
}

/** A process that ends between two looks loses this much of its processor time at most. */
const lookInterval = 100;

/**
 * Reads /proc/<pid>/stat.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function parseStat(text: string): ProcessLine {
  // The second field is a name in brackets, which may hold spaces and brackets itself.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  // Counted from the third field on; the manual counts from 1.
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    pid: parseInt(text, 10),
    parent: field(4),
    ticks: field(14) + field(15),
    started: field(22),
    residentPages: field(24),
  };
}

/** Adds up what processes below a root take, from one look at the process list to the next. */
export class UsageCounter {
  private readonly known = new Map<string, number>();
  private peakPages = 0;

  constructor(private readonly root: number) {}

  /** @returns numbers of the processes that count */
  look(processes: readonly ProcessLine[]): Set<number> {
    const counted = new Set<ProcessLine>();
    const below = new Set([this.root]);
    // A process comes before its children in the list only by chance: go on while it grows.
    for (let size = -1; size < counted.size;) {
      size = counted.size;
      for (const candidate of processes) {
        // Who was seen below stays counted, also where its parent has ended before it.
        if (!below.has(candidate.parent) && !this.known.has(identity(candidate))) continue;
        below.add(candidate.pid);
        counted.add(candidate);
      }
    }
    for (const candidate of counted) this.known.set(identity(candidate), candidate.ticks);
    const pages = [...counted].reduce((sum, { residentPages }) => sum + residentPages, 0);
    this.peakPages = Math.max(this.peakPages, pages);
    return new Set([...counted].map(({ pid }) => pid));
  }

  get ticks(): number {
    return [...this.known.values()].reduce((sum, ticks) => sum + ticks, 0);
  }

  get pages(): number {
    return this.peakPages;
  }
}

/** Watches what this process starts from now on. */
export class UsageWatch {
  private readonly counter = new UsageCounter(process.pid);
  /** Whose lines are not read: who is not below this process now never will be. */
  private others: ReadonlySet<number>;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.others = new Set(processNumbers());
    this.timer = setInterval(() => this.look(), lookInterval);
  }

  /** @returns what it took; undefined where the system has no /proc */
  stop(): Usage | undefined {
    clearInterval(this.timer);
    if (this.others.size === 0) return undefined;
    return {
      cpuSeconds: this.counter.ticks / systemValue("CLK_TCK"),
      peakBytes: this.counter.pages * systemValue("PAGESIZE"),
    };
  }

  private look(): void {
    const listed = processNumbers();
    const lines = listed.filter((pid) => !this.others.has(pid)).flatMap(lineOf);
    const counted = this.counter.look(lines);
    this.others = new Set(listed.filter((pid) => !counted.has(pid)));
  }
}

/** Processor time of one process until now; undefined where the system has no /proc. */
export function processorSeconds(pid: number): number | undefined {
  const [line] = lineOf(pid);
  return line && line.ticks / systemValue("CLK_TCK");
}

/** All processes as the kernel lists them now; none where the system has no /proc. */
export function processLines(): ProcessLine[] {
  return processNumbers().flatMap(lineOf);
}

/** Numbers of all processes; none where the system has no /proc. */
function processNumbers(): number[] {
  if (!existsSync("/proc/self/stat")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function lineOf(pid: number): ProcessLine[] {
  try {
    return [parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"))];
  } catch {
    // It has ended since it was listed.
    return [];
  }
}

/** Names a process for good; a number alone is used again. */
export function identity({ pid, started }: ProcessLine): string {
  return `${pid}/${started}`;
}

/** Units in which this kernel counts. */
export function systemValue(name: "CLK_TCK" | "PAGESIZE"): number {
  return Number(execFileSync("getconf", [name], { encoding: "utf8" }));
}
