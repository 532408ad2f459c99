// SPDX-License-Identifier: Apache-2.0
import { Fenced, Unavailable } from "payments-journal";
import type { Control, Journal } from "payments-journal";
import { Session, usable } from "../../../services/payments-api/session";

/** One process, its control item, and the journals that it opened. */
class Surroundings {
  control: Control | undefined = { epoch: 1, phase: "ACTIVE", active: "here", revision: 1 };
  readonly told: string[] = [];
  readonly opened: FakeJournal[] = [];
  databaseWrites = true;
  refuses = false;

  readonly session = new Session({
    store: { readControl: () => Promise.resolve(this.control) },
    region: "here",
    retryMilliseconds: 1,
    open: () => {
      if (this.refuses) return Promise.reject(new Fenced("registry closed"));
      const journal = new FakeJournal(this.control?.epoch ?? 0);
      this.opened.push(journal);
      return Promise.resolve(journal);
    },
    prepare: () =>
      this.databaseWrites ? Promise.resolve() : Promise.reject(new Unavailable("read-only")),
    events: {
      opened: (epoch) => this.tell(`opened ${epoch}`),
      lost: (epoch) => this.tell(`lost ${epoch}`),
      outlived: (epoch) => this.tell(`outlived ${epoch}`),
      trouble: (error) => this.tell(String(error)),
    },
  });

  /** Waits until something was told. */
  async until(what: string): Promise<void> {
    while (!this.told.includes(what)) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  private tell(what: string): void {
    if (this.told.at(-1) !== what) this.told.push(what);
  }
}

class FakeJournal implements Journal {
  fenced = false;
  closed = false;
  since = 0;
  readonly log = "log";

  constructor(readonly epoch: number) {}

  append(): Promise<void> {
    return Promise.resolve();
  }

  sinceAccepted(): number {
    return this.since;
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

let around: Surroundings;

beforeEach(() => {
  around = new Surroundings();
});

afterEach(async () => {
  await around.session.close();
});

describe("Session", () => {
  it("takes payments once the control item names its region", async () => {
    expect(around.session.role).toBe("standby");
    expect(around.session.refusal()).toBe("this region does not take payments now");
    await around.session.start();
    expect(around.session.role).toBe("active");
    expect(around.session.epoch).toBe(1);
    expect(around.session.refusal()).toBeUndefined();
  });

  it.each([
    ["another region writes", { active: "there" }],
    ["the epoch changes", { phase: "SEALING" }],
  ] as const)("opens no log while %s", async (_, change) => {
    around.control = { epoch: 4, phase: "ACTIVE", active: "here", revision: 1, ...change };
    await around.session.start();
    expect(around.opened).toEqual([]);
    expect(around.session.role).toBe("standby");
    expect(around.session.epoch).toBe(4);
  });

  it("opens no log while its database takes no writes", async () => {
    around.databaseWrites = false;
    await around.session.start();
    expect(around.opened).toEqual([]);
    expect(around.told).toEqual(["Unavailable: read-only"]);
  });

  it("goes on trying when it came too late", async () => {
    around.refuses = true;
    await around.session.start();
    expect(around.session.role).toBe("standby");
    around.refuses = false;
    await around.until("opened 1");
  });

  it("takes nothing once it is fenced, and opens a new log only in a higher epoch", async () => {
    await around.session.start();
    const [first] = around.opened;
    if (first === undefined) throw new Error("nothing was opened");
    first.fenced = true;
    expect(around.session.refusal()).toBe("this region does not take payments now");
    expect(around.session.role).toBe("fenced");
    await around.until("outlived 1");
    expect(first.closed).toBe(true);
    expect(around.opened).toHaveLength(1);
    around.control = { epoch: 3, phase: "ACTIVE", active: "here", revision: 9 };
    await around.until("opened 3");
    expect(around.session.role).toBe("active");
    expect(around.told).toEqual(["opened 1", "lost 1", "outlived 1", "opened 3"]);
  });

  it("shows and takes nothing when the journal has taken nothing for too long", async () => {
    await around.session.start();
    const [journal] = around.opened;
    if (journal === undefined) throw new Error("nothing was opened");
    journal.since = 5_001;
    expect(around.session.refusal()).toBe("the journal has taken nothing for 5001 ms");
    expect(() => usable(around.session)).toThrow(Unavailable);
    journal.since = 5_000;
    expect(usable(around.session)).toBe(journal);
  });

  it("gives its log up when it is closed, and opens no other", async () => {
    await around.session.start();
    await around.session.close();
    expect(around.opened[0]?.closed).toBe(true);
    expect(around.session.refusal()).toBeDefined();
    expect(around.opened).toHaveLength(1);
  });
});
