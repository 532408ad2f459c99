// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { applyRecords, versionsOf } from "payments-api/store/replay";
import { databasePort } from "payments-journal";
import type { FailoverBound, JournalStore, Ports } from "payments-journal";
import { DynamoJournal, PostgresReplayTarget, PostgresStandby } from "payments-journal/adapters";
import { Pool } from "pg";
import type { Logger } from "pino";
import { Attendant } from "./attendant";
import { Controller } from "./controller";
import { makeServer, type Order, type Status } from "./http/server";
import { LogPager } from "./log-pager";
import { Loop } from "./loop";
import { Metrics } from "./metrics";
import { PostgresRegions } from "./regions/postgres-regions";
import { StampedLatch } from "./regions/stamped-latch";
import type { Settings } from "./settings";
import { changeSettings, decisionSettings, healthByRegion, stageTimes, vantages } from "./timing";
import { Housekeeper } from "./watch/housekeeping";
import { Observers } from "./watch/observers";
import { Roller } from "./watch/roller";
import { Tails } from "./watch/tails";

/** How often old slots are looked for, in milliseconds. */
const trimInterval = 3_600_000;

/** How often the control item is read: also the clients' way to hear of a change, in milliseconds. */
const followInterval = 500;

const now = () => performance.now();

/** The process that watches a pair of regions from one of them, or from a third. */
export class Failover {
  readonly server: FastifyInstance;
  private readonly pools: Readonly<Record<string, Pool>>;
  private readonly journal: DynamoJournal;
  private readonly controller: Controller;
  private readonly attendant: Attendant;
  private readonly housekeeper: Housekeeper | undefined;
  private readonly roller: Roller;
  private readonly tails: Tails;
  private readonly metrics = new Metrics();
  private readonly pager: LogPager;
  private readonly loops: readonly Loop[];
  private bound: FailoverBound | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly log: Logger,
  ) {
    const { REGION, REGIONS } = settings;
    const owner = `${REGION}/${randomUUID()}`;
    this.pools = poolsOf(settings, log);
    this.journal = journalOf(settings);
    this.pager = new LogPager(log, () => this.metrics.paged());
    this.tails = new Tails(this.journal, now);
    const latch = new StampedLatch(REGIONS);
    const databases = new PostgresRegions(this.pools);
    const observers = new Observers({
      name: REGION,
      health: healthByRegion(settings),
      vantages: vantages(settings),
      milliseconds: settings.PROBE_MILLISECONDS,
    });
    const ports = { journal: this.journal, databases, latch, pager: this.pager, clock };
    this.controller = new Controller({
      owner,
      ports: (epoch) => ({ ...ports, ...this.replayPorts(epoch) }),
      settings: changeSettings(settings),
      log,
      exitAtStep: settings.EXIT_AT_STEP,
      exit: () => process.exit(exitedAtStep),
      now,
    });
    this.attendant = new Attendant(
      {
        ...{ journal: this.journal, databases, observers, tails: this.tails, latch },
        ...{ controller: this.controller, pager: this.pager, log, now },
      },
      {
        region: REGION,
        regions: REGIONS,
        decision: decisionSettings(settings),
        takeover: settings.TAKEOVER_SECONDS * 1000,
        longestChange: settings.LONGEST_CHANGE_SECONDS * 1000,
      },
    );
    const own = this.pools[REGION];
    const standby = own && new PostgresStandby(own, versionsOf);
    this.housekeeper = standby && new Housekeeper({ journal: this.journal, standby, name: owner });
    this.roller = new Roller(
      { controller: this.controller, pager: this.pager, log, now },
      { region: REGION, regions: REGIONS, age: settings.ROLL_SECONDS * 1000 },
    );
    this.server = makeServer({
      regions: REGIONS,
      token: settings.ORDER_TOKEN,
      status: () => this.status(),
      metrics: () => this.metrics.registry.metrics(),
      retired: (region) => latch.retired(region),
      probe: (region) => observers.probe(region),
      order: (order) => this.ordered(order),
    });
    this.loops = this.makeLoops();
  }

  /** Listens, and begins to watch. */
  async start(): Promise<void> {
    const { HOST, PORT } = this.settings;
    const address = await this.server.listen({ host: HOST, port: PORT });
    this.log.info({ address, owner: this.controller.owner }, "listening");
    for (const loop of this.loops) loop.start();
  }

  /** Stops watching. A change under way is left to the next process: all of it is in the journal. */
  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await this.server.close();
    await Promise.all(Object.values(this.pools).map((pool) => pool.end()));
    this.journal.destroy();
  }

  private makeLoops(): Loop[] {
    const { ROUND_MILLISECONDS } = this.settings;
    const loop = (name: string, milliseconds: number, turn: () => Promise<void>) =>
      new Loop(name, milliseconds, turn, this.log);
    return [
      loop("follow", Math.min(followInterval, ROUND_MILLISECONDS), () => this.attendant.follow()),
      loop("round", ROUND_MILLISECONDS, async () => {
        await this.attendant.round();
        this.metrics.saw(this.attendant.seen);
        await this.roller.round(this.attendant.seen);
      }),
      ...(this.housekeeper === undefined
        ? []
        : [
            loop("housekeeping", ROUND_MILLISECONDS, () => this.keepHouse()),
            loop("trim", trimInterval, () => this.trim()),
          ]),
    ];
  }

  /** In the region that stands by: what keeps a failover short, and how long it would take. */
  private async keepHouse(): Promise<void> {
    const { control } = this.attendant.seen;
    const { housekeeper, settings } = this;
    const standsBy = control?.phase === "ACTIVE" && control.active !== settings.REGION;
    if (!standsBy || housekeeper === undefined) return;
    const { epoch } = control;
    await housekeeper.seal(epoch, this.tails.abandoned(settings.ABANDONED_SECONDS * 1000));
    const allowed = settings.RTO_SECONDS * 1000;
    const bound = await housekeeper.bound(epoch, stageTimes(settings), allowed);
    const worse = bound.state !== "within" && bound.state !== this.bound?.state;
    this.bound = bound;
    this.metrics.bounded(bound);
    if (worse) {
      await this.pager.page(
        `a failover could take ${Math.round(bound.bound / 1000)} s of ${settings.RTO_SECONDS} s`,
        `${bound.backlog.logs} logs to seal, ${bound.backlog.slots} slots to replay`,
      );
    }
    await housekeeper.checkpoint(epoch);
  }

  private async trim(): Promise<void> {
    const slots = await this.housekeeper?.trim();
    if (slots !== undefined && slots > 0) this.log.info({ slots }, "old slots deleted");
  }

  private async ordered(order: Order): ReturnType<Parameters<typeof makeServer>[0]["order"]> {
    this.log.warn({ order, at: now() }, "order of a person");
    if (order.kind === "abort") return await this.controller.abort(order.epoch);
    if (order.kind !== "found") return await this.controller.begin(order);
    return { kind: "founded", epoch: await this.controller.found(order.target) };
  }

  private status(): Status {
    const { current } = this.controller;
    const step = current && { name: current.step, milliseconds: now() - current.since };
    return {
      ...this.attendant.seen,
      region: this.settings.REGION,
      owner: this.controller.owner,
      ...(step && { step }),
      ...(this.bound && { bound: this.bound }),
      pages: this.pager.pages,
    };
  }

  private replayPorts(epoch: number): Ports {
    return Object.fromEntries(
      Object.entries(this.pools).map(([region, pool]) => [
        databasePort(region),
        new PostgresReplayTarget({ pool, epoch, versionsOf, apply: applyRecords }),
      ]),
    );
  }
}

/** The exit code of a process that was told to end at a step. */
export const exitedAtStep = 86;

const clock = {
  monotonic: () => Promise.resolve(now()),
  waited: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

function poolsOf(settings: Settings, log: Logger): Readonly<Record<string, Pool>> {
  const milliseconds = settings.PROBE_MILLISECONDS;
  const pools = settings.REGIONS.map((region, index) => {
    const pool = new Pool({
      connectionString: settings.DATABASE_URLS[index],
      max: 4,
      connectionTimeoutMillis: milliseconds,
      query_timeout: milliseconds,
      statement_timeout: milliseconds,
      keepAlive: true,
    });
    // A connection that breaks while idle is dropped by the pool; without a listener it would end us.
    pool.on("error", (err) => log.debug({ err, region }, "connection lost"));
    return [region, pool] as const;
  });
  return Object.fromEntries(pools);
}

function journalOf(settings: Settings): DynamoJournal & JournalStore {
  const { JOURNAL_TABLE: table, JOURNAL_REGIONS, JOURNAL_ENDPOINTS } = settings;
  const endpoints = JOURNAL_REGIONS.map((region, index) => {
    const url = JOURNAL_ENDPOINTS?.[index];
    return { region, ...(url && { url }) };
  });
  return new DynamoJournal({ table, endpoints });
}
