// SPDX-License-Identifier: Apache-2.0
import type { Fault, RegionName } from "../engine/plan";
import type { Timeline } from "../engine/timeline";
import type { Network } from "./network";

type Commit<State> = (state: State) => void;

interface Member<State> {
  state: State;
  /** What made the state, in order: a replica does the same again. */
  commits: { readonly change: Commit<State>; seenAt: number }[];
  /** How many of the writer's commits a standby has done. */
  applied: number;
  /** How many of a writer's commits came to it as a standby, which flushes before it shows. */
  inherited: number;
  role: "writer" | "standby" | "broken";
  down: boolean;
  /**
   * The epoch in which it came back without its last commits, 0 when it never did: it serves nobody
   * before a later one, whose replay brings back what it lost.
   */
  lostIn: number;
}

/** A database in each region: one writes, and the other follows it, some time behind. */
export class Databases<State extends { readonly fence: number }> {
  private readonly members: Record<RegionName, Member<State>>;
  private readonly lags: readonly Extract<Fault, { kind: "lag" }>[];
  private lastSeen = 0;

  constructor(
    private readonly timeline: Timeline,
    private readonly network: Network,
    private readonly create: () => State,
    writer: RegionName,
    faults: readonly Fault[],
  ) {
    const member = (role: Member<State>["role"]): Member<State> => ({
      state: create(),
      commits: [],
      applied: 0,
      inherited: 0,
      role,
      down: false,
      lostIn: 0,
    });
    this.members = { east: member("standby"), west: member("standby") };
    this.members[writer].role = "writer";
    this.lags = faults.filter((fault) => fault.kind === "lag");
  }

  role(region: RegionName): Member<State>["role"] {
    return this.members[region].role;
  }

  /** Whether a region's database answers at all. */
  answers(region: RegionName): boolean {
    const { down, role } = this.members[region];
    return !down && role !== "broken";
  }

  /**
   * Whether it may serve processes. The fence tells, and not that somebody raised it: a founder who
   * slept, or a message that comes twice, raises it to the epoch that it has, and nothing is replayed.
   */
  serves(region: RegionName): boolean {
    const { state, lostIn } = this.members[region];
    return this.answers(region) && (lostIn === 0 || state.fence > lostIn);
  }

  /** What a region's database holds now. */
  read(region: RegionName): State {
    if (this.members[region].role === "standby") this.catchUp(region);
    return this.members[region].state;
  }

  /** Does a transaction in the writer, and lets the standby do the same some time later. */
  commit<Result>(region: RegionName, transaction: (state: State) => Result): Result {
    const member = this.members[region];
    if (member.role !== "writer") throw new Error(`${region}'s database does not write`);
    const result = transaction(member.state);
    member.commits.push({ change: transaction, seenAt: this.seenAt(region) });
    return result;
  }

  /** Makes a standby write, with the commits that reached it. */
  promote(region: RegionName): void {
    const member = this.members[region];
    if (member.role !== "standby") return;
    this.catchUp(region);
    const other = this.members[otherThan(region)];
    member.commits = other.commits.slice(0, member.applied);
    member.inherited = member.applied;
    member.role = "writer";
    this.lastSeen = this.timeline.now;
  }

  /** Makes the region's database anew, as a replica of the other. */
  rebuild(region: RegionName): void {
    const member = this.members[region];
    const other = this.members[otherThan(region)];
    if (other.role !== "writer" || member.down) return;
    member.state = this.create();
    member.commits = [];
    member.role = "standby";
    member.lostIn = 0;
    for (const { change } of other.commits) change(member.state);
    member.applied = other.commits.length;
  }

  /** How far the region's writer has come. */
  position(region: RegionName): string {
    return String(this.members[region].commits.length);
  }

  /** Whether the region's standby has come that far. */
  reached(region: RegionName, position: string): boolean {
    const member = this.members[region];
    if (member.role !== "standby") return true;
    this.catchUp(region);
    return member.applied >= Number(position);
  }

  goDown(region: RegionName): void {
    const other = otherThan(region);
    if (this.members[other].role === "standby") this.catchUp(other);
    this.members[region].down = true;
    for (const commit of this.members[region].commits) {
      if (commit.seenAt > this.timeline.now) commit.seenAt = Infinity;
    }
  }

  comeBack(region: RegionName): void {
    this.members[region].down = false;
    for (const commit of this.members[region].commits) {
      if (commit.seenAt === Infinity) commit.seenAt = this.seenAt(region);
    }
  }

  /**
   * A writer comes back from a crash without its last commits: of those that the standby has not
   * seen, since PostgreSQL sends to a standby what it has flushed itself and nothing else.
   *
   * @see https://www.postgresql.org/docs/15/warm-standby.html
   */
  loseCommits(region: RegionName, count: number): void {
    const member = this.members[region];
    const other = otherThan(region);
    if (member.role !== "writer") return;
    let seen = member.inherited;
    if (this.members[other].role === "standby") {
      this.catchUp(other);
      seen = this.members[other].applied;
    }
    const kept = Math.max(seen, member.commits.length - count);
    if (kept === member.commits.length) return;
    member.lostIn = Math.max(member.lostIn, member.state.fence);
    member.commits.length = kept;
    member.state = this.create();
    for (const { change } of member.commits) change(member.state);
  }

  private catchUp(region: RegionName): void {
    const member = this.members[region];
    const { commits } = this.members[otherThan(region)];
    for (;;) {
      const next = commits[member.applied];
      if (!next || next.seenAt > this.timeline.now) return;
      next.change(member.state);
      member.applied++;
    }
  }

  private seenAt(region: RegionName): number {
    const { now } = this.timeline;
    let lag = 45;
    for (const fault of this.lags) {
      if (fault.at <= now && now < fault.at + fault.lasts) lag += fault.by;
    }
    const healed = this.network.healed(region, otherThan(region));
    this.lastSeen = Math.max(this.lastSeen, healed + lag);
    return this.lastSeen;
  }
}

export function otherThan(region: RegionName): RegionName {
  return region === "east" ? "west" : "east";
}
