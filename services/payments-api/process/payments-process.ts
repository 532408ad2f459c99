// SPDX-License-Identifier: Apache-2.0
import type { Server } from "node:http";
import { hostname } from "node:os";

import { trace } from "@opentelemetry/api";
import type { Heartbeat } from "payments-journal";
import { DynamoJournal, openJournal } from "payments-journal/adapters";
import type { Logger } from "pino";

import { Merchants } from "../auth/merchants";
import type { Settings } from "../config/settings";
import { AnswerCache } from "../fast-path/answer-cache";
import { GuardedRedis } from "../fast-path/guarded-redis";
import {
  certificatePart,
  databasePart,
  journalPart,
  processorsPart,
  redisPart,
} from "../health/checks";
import { DeepHealth } from "../health/deep-health";
import { Admission } from "../http/admission";
import { makeApi } from "../http/api";
import type { Api } from "../http/parts";
import { RateLimits } from "../limits/rate-limits";
import { makeProcessors } from "../processors";
import { Resolver } from "../resolver";
import { PaymentService } from "../service";
import { Session } from "../session";
import { CheckoutSessions } from "../sessions/checkout-sessions";
import { Clocks } from "../store/clocks";
import { Database } from "../store/database";
import { PaymentListing } from "../store/listing";
import { Marks } from "../store/marks";
import { PostgresMerchants } from "../store/merchants";
import { PostgresOperations } from "../store/operations";
import { logPager } from "../telemetry/log-pager";
import { Metrics } from "../telemetry/metrics";
import { observed, startTracing } from "../telemetry/tracing";
import { WatchedDatabase } from "./database-state";
import { serveMetrics } from "./internal-server";
import { Lateness } from "./lateness";
import { processorSettings } from "./processor-settings";
import { journalEvents, processorWatch, sessionEvents } from "./watch";

/**
 * Connections of the heartbeat's and of health's own. Behind the payments' statements they would wait
 * with them, and a database that has much to do would look from inside and from outside like one that
 * is gone, which is what a failover is decided by.
 */
const watchConnections = 2;

/**
 * One process of the payment API: everything that it is made of, how it begins and how it ends. It
 * begins also when nothing that it needs can be reached, and then says so, taking no payments.
 */
export class PaymentsProcess {
  private readonly name = `${hostname()}-${process.pid}`;
  private readonly metrics = new Metrics().withProcess();
  private readonly tracer = trace.getTracer("payments-api");
  private readonly endTracing: (() => Promise<void>) | undefined;
  private readonly database: Database;
  private readonly replica: Database;
  private readonly watched: Database;
  private readonly redis: GuardedRedis;
  private readonly store: DynamoJournal;
  private readonly clocks: Clocks;
  private readonly marks: Marks;
  private readonly session: Session;
  private readonly lateness = new Lateness();
  private readonly admission: Admission;
  private readonly processors: ReturnType<typeof makeProcessors>;
  private readonly service: PaymentService;
  private readonly resolver: Resolver;
  private api: Api | undefined;
  private internal: Server | undefined;

  /**
   * @param outlived called when only a new process can go on
   * @param open gains the right to write; measurements wrap it
   */
  constructor(
    private readonly settings: Settings,
    private readonly log: Logger,
    outlived: () => void,
    private readonly open: typeof openJournal = openJournal,
  ) {
    const { metrics } = this;
    const traces = settings.OTEL_EXPORTER_OTLP_ENDPOINT;
    this.endTracing = traces === undefined ? undefined : startTracing(traces, settings.REGION);
    this.database = this.connect(settings.DATABASE_URL);
    this.replica = this.connect(settings.DATABASE_READ_URL ?? settings.DATABASE_URL);
    this.watched = this.connect(settings.DATABASE_URL, watchConnections);
    this.redis = new GuardedRedis({
      url: settings.REDIS_URL,
      failed: () => metrics.redisFailures.inc(),
    });
    this.store = new DynamoJournal({
      table: settings.JOURNAL_TABLE,
      endpoints: settings.JOURNAL_REGIONS.map((region, place) => {
        const url = settings.JOURNAL_ENDPOINTS?.[place];
        return url === undefined ? { region } : { region, url };
      }),
    });
    this.clocks = new Clocks(this.watched, this.name);
    this.marks = new Marks(this.database, {
      lost: (error, marks) => log.debug({ err: error, marks }, "marks were lost"),
    });
    this.session = this.makeSession(outlived);
    this.admission = new Admission(this.session, {
      requests: settings.MAX_REQUESTS,
      webhooks: settings.MAX_WEBHOOKS,
      lateness: () => this.lateness.milliseconds,
    });
    this.processors = makeProcessors(processorSettings(settings), processorWatch(log, metrics));
    this.service = this.makeService();
    this.resolver = new Resolver(this.service, {
      swept: (sweep) => log.info(sweep, "resolved"),
      trouble: (error) => log.error({ err: error }, "the resolver failed"),
    });
  }

  /** Listens, and begins to ask for the right to write. @throws Error when a port is taken */
  async start(): Promise<void> {
    const { HOST, PORT, INTERNAL_PORT } = this.settings;
    this.api = await this.makeApi();
    this.internal = await serveMetrics(this.metrics, HOST, INTERNAL_PORT);
    await this.api.listen({ host: HOST, port: PORT });
    this.resolver.start();
    await this.session.start();
  }

  /**
   * Ends: lets nothing in, waits for what is under way, gives up the right to write by sealing its own
   * log, and closes all. What could not be waited for is left to the next process, or to the resolver.
   */
  async stop(): Promise<void> {
    const drained = await this.admission.drain(this.settings.DRAIN_SECONDS * 1000);
    if (!drained) this.log.warn("some requests were still under way");
    await this.resolver.stop();
    await this.api?.close();
    await this.marks.flush();
    await this.session.close();
    this.lateness.stop();
    this.store.destroy();
    this.redis.close();
    const databases = [this.database, this.replica, this.watched];
    await Promise.all([...databases.map((one) => one.close()), this.endTracing?.()]);
    this.internal?.closeAllConnections();
    this.internal?.close();
  }

  private connect(url: string, connections = this.settings.DATABASE_CONNECTIONS): Database {
    const database = new Database({ url, connections });
    return observed("database", database, ["query", "transaction"], this.tracer, this.metrics);
  }

  private makeSession(outlived: () => void): Session {
    const { settings, log, metrics, store, clocks } = this;
    return new Session({
      store,
      region: settings.REGION,
      open: async () => {
        const journal = await this.open({
          store,
          region: settings.REGION,
          process: this.name,
          heartbeat: () => this.heartbeat(),
          events: journalEvents(log, metrics),
        });
        return observed("journal", journal, ["append"], this.tracer, metrics);
      },
      prepare: (epoch) => clocks.beat(epoch),
      staleMilliseconds: settings.STALE_SECONDS * 1000,
      events: sessionEvents(log, metrics, outlived),
    });
  }

  private async heartbeat(): Promise<Heartbeat> {
    const { admitted, answered } = this.admission;
    const counted = { admitted, answered };
    try {
      await this.clocks.beat(this.session.epoch ?? 0);
      return { ...counted, databaseWritable: true };
    } catch {
      return { ...counted, databaseWritable: false };
    }
  }

  private makeService(): PaymentService {
    const { log, metrics, tracer } = this;
    const used = [...this.processors].map(
      ([name, one]) => [name, observed(name, one, ["send"], tracer, metrics)] as const,
    );
    return new PaymentService({
      session: this.session,
      operations: new PostgresOperations(this.database, this.marks),
      wall: this.clocks,
      pager: logPager(log),
      processors: new Map(used),
      listing: new PaymentListing(this.replica),
      process: this.name,
      // Sent in the first half of a lease, answered in the other.
      leaseMilliseconds: 2 * this.settings.PROCESSOR_SECONDS * 1000,
    });
  }

  private async makeApi(): Promise<Api> {
    const { settings, redis } = this;
    return await makeApi({
      payments: this.service,
      processors: this.processors,
      merchants: new Merchants(
        new PostgresMerchants(this.database),
        settings.API_KEY_CACHE_SECONDS,
      ),
      sessions: new CheckoutSessions(redis, settings.SESSION_SECONDS),
      answers: new AnswerCache(redis, settings.ANSWER_CACHE_SECONDS),
      limits: new RateLimits(
        redis,
        new PaymentListing(this.replica),
        settings.RATE_LIMIT_PER_MINUTE,
      ),
      admission: this.admission,
      health: this.makeHealth(),
      metrics: this.metrics,
      log: this.log,
      requestMilliseconds: settings.REQUEST_SECONDS * 1000,
    });
  }

  private makeHealth(): DeepHealth {
    const { settings, session, store } = this;
    const database = new WatchedDatabase(this.watched, this.clocks, session);
    const journal = {
      sinceAccepted: () => session.sinceAccepted(),
      reachable: async () => void (await store.readControl()),
    };
    const certificate = settings.CERTIFICATE_ADDRESS;
    return new DeepHealth(settings.REGION, session, [
      databasePart(database, session),
      journalPart(journal, settings.STALE_SECONDS * 1000),
      redisPart(this.redis),
      processorsPart([...this.processors.values()]),
      ...(certificate === undefined ? [] : [certificatePart(certificate)]),
    ]);
  }
}
