// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Journal, JournalRecord } from "payments-journal";
import { DynamoJournal, openJournal } from "payments-journal/adapters";
import { freePort, LocalServer, loopback, startJournal, startPostgres } from "../../drill/parts";
import type { JournalServer, Postgres } from "../../drill/parts";
import { typescript } from "../../drill/parts/typescript";
import { intentRecord } from "../../services/payments-api/operations/steps";
import { migrate } from "../../services/payments-api/store/migrate";

const token = "a-token-of-the-tests-that-is-long-enough";

/** Settings under which a failover takes seconds. */
const quick = {
  ROUND_MILLISECONDS: "200",
  PROBE_MILLISECONDS: "2000",
  SILENCE_MILLISECONDS: "1500",
  CONFIRMATION_MILLISECONDS: "0",
  PROMOTION_SECONDS: "5",
  TAKEOVER_SECONDS: "3",
};

/** An INTENT that any database of payments takes. */
export function intent(id: string): JournalRecord {
  return intentRecord(id, id, {
    step: "intent",
    kind: "charge",
    merchant: "m",
    key: id,
    bodyHash: "h",
    amount: 100,
    currency: "EUR",
    note: null,
    at: 1,
    request: {
      processor: "stripe",
      scope: "account",
      kind: "charge",
      idempotencyKey: id,
      apiVersion: "1",
      method: "POST",
      path: "/",
      body: "",
    },
  });
}

/** Two regions' databases, a journal, a health page of the first region, and who watches it. */
export class FailoverSite {
  private readonly servers: LocalServer[] = [];
  private readonly health: Server;
  private healthPort = 0;
  private readonly stores: DynamoJournal[] = [];
  private readonly writers: Journal[] = [];
  /** Whether the first region's process answers, and beats. */
  alive = true;

  private constructor(
    readonly journal: JournalServer,
    readonly america: Postgres,
    readonly europe: Postgres,
  ) {
    this.servers.push(journal, europe, america);
    this.health = createServer((_, response) => {
      response.statusCode = this.alive ? 200 : 503;
      response.end();
    });
  }

  /** @param role a role of the databases that the failover processes use @default - the superuser */
  static async start(role?: string): Promise<FailoverSite> {
    const [journal, america] = await Promise.all([startJournal(), startPostgres()]);
    await migrate(america.url);
    if (role !== undefined) {
      await america.query(`CREATE ROLE ${role} LOGIN`);
      await america.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    }
    const site = new FailoverSite(journal, america, await america.createStandby({ name: "eu" }));
    await new Promise<void>((resolve) => {
      site.health.listen(0, loopback, resolve);
    });
    const address = site.health.address();
    if (typeof address === "object" && address !== null) site.healthPort = address.port;
    return site;
  }

  async stop(): Promise<void> {
    this.health.close();
    await Promise.all(this.writers.map((writer) => writer.close().catch(() => undefined)));
    for (const store of this.stores) store.destroy();
    for (const server of this.servers.reverse()) await server.stop();
  }

  /** A process of the failover service. */
  async watcher(
    region: string,
    settings: Readonly<Record<string, string>> = {},
    role = "postgres",
  ): Promise<Watcher> {
    const url = (postgres: Postgres) => postgres.url.replace("postgres@", `${role}@`);
    const health = `http://${loopback}:${this.healthPort}/`;
    const watcher = new Watcher(region, await freePort(), {
      ...quick,
      DATABASE_URLS: `${url(this.america)},${url(this.europe)}`,
      HEALTH_URLS: `${health},${health}`,
      JOURNAL_TABLE: this.journal.table,
      JOURNAL_REGIONS: "eu-west-1",
      JOURNAL_ENDPOINTS: this.journal.url,
      AWS_ACCESS_KEY_ID: this.journal.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: this.journal.credentials.secretAccessKey,
      ...settings,
    });
    this.servers.push(watcher);
    await watcher.start();
    return watcher;
  }

  /** A process of the first region that takes payments, and beats for as long as the region lives. */
  async writer(): Promise<Journal> {
    const store = new DynamoJournal({
      table: this.journal.table,
      // The machine may be busy with other tests.
      connectionMilliseconds: 10_000,
      callMilliseconds: 10_000,
      endpoints: [
        { region: "eu-west-1", url: this.journal.url, credentials: this.journal.credentials },
      ],
    });
    this.stores.push(store);
    const writer = await openJournal({
      store,
      region: "us-east-1",
      process: "writer",
      heartbeatMilliseconds: 200,
      heartbeat: () =>
        this.alive
          ? Promise.resolve({ admitted: 1, answered: 1, databaseWritable: true })
          : Promise.reject(new Error("the region is lost")),
    });
    this.writers.push(writer);
    return writer;
  }
}

/** A process of the failover service, over HTTP. */
export class Watcher extends LocalServer {
  constructor(region: string, port: number, settings: Readonly<Record<string, string>>) {
    const folder = mkdtempSync(join(tmpdir(), "failover-"));
    super({
      name: `failover of ${region}`,
      ...typescript(join(__dirname, "../../services/failover/main.ts")),
      env: {
        REGION: region,
        REGIONS: "us-east-1,eu-west-1",
        PORT: String(port),
        ORDER_TOKEN: token,
        ...settings,
      },
      folder,
      port,
      answers: () => fetch(`http://${loopback}:${port}/healthz/live`),
    });
  }

  /** Where it answers. */
  get url(): string {
    return `http://${this.host}:${this.port}`;
  }

  /** Gives an order, again while the journal does not answer, and says what it was answered. */
  async order(order: object): Promise<{ status: number; body: unknown }> {
    for (;;) {
      const answer = await this.ordered(order);
      if (answer.status !== 503) return answer;
      await sleep(200);
    }
  }

  private async ordered(order: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.url}/orders`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(order),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Waits until the control item says so, as this process sees it. */
  async sees(phase: string, epoch: number): Promise<void> {
    for (;;) {
      const response = await fetch(`${this.url}/status`);
      const { control } = (await response.json()) as { control?: { phase: string; epoch: number } };
      if (control?.phase === phase && control.epoch === epoch) return;
      await sleep(50);
    }
  }

  /** What it has called people for, oldest first. */
  async pages(): Promise<string[]> {
    const response = await fetch(`${this.url}/status`);
    const { pages } = (await response.json()) as { pages: readonly { subject: string }[] };
    return pages.map(({ subject }) => subject);
  }

  /** What it said of a failover, in order. */
  moments(): string[] {
    return this.lines().flatMap(({ moment }) => moment ?? []);
  }

  private lines(): readonly { readonly moment?: string }[] {
    const text = readFileSync(join(this.folder, "log"), "utf8");
    return text
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as { readonly moment?: string });
  }
}
