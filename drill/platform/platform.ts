// SPDX-License-Identifier: Apache-2.0
import type { Control } from "payments-journal";
import type { DynamoJournal } from "payments-journal/adapters";

import { processorNames } from "../../services/payments-api/operations/processor";
import { startNetwork, type Network } from "../network/network";
import {
  freePort,
  startJournal,
  startPostgres,
  startRedis,
  type JournalServer,
  type LocalServer,
  type Postgres,
} from "../parts";
import { startProcessors, type Processors } from "../processors";
import type { Surroundings } from "./api";
import { controllerProcess, orderToken, type ControllerOptions, type Sight } from "./controller";
import { found, storeOf } from "./founding";
import { PartsList } from "./parts-list";
import { firstRegion, otherRegion, peerOf, thirdPlace, type RegionName } from "./places";
import { Region } from "./region";

export interface PlatformOptions {
  /** Processes of the API in each region. @default 2 */
  readonly apis?: number;
  /** Milliseconds that the standby's database applies late. @default 0 */
  readonly applyDelay?: number;
  /** Each controller of the other region. @default - one that does not end by itself */
  readonly controllers?: readonly ControllerOptions[];
  /** Whether controllers have the right to promote a database. @default true */
  readonly mayPromote?: boolean;
}

/** May read and write all data, and do nothing else. */
const limitedRole = "limited";

/** Milliseconds from one place to another, each way. */
export const delay = 40;

/** Two regions and what ties them together, on this machine, with 80 ms of round trip between them. */
export class Platform {
  private constructor(
    readonly network: Network,
    readonly journal: JournalServer,
    readonly store: DynamoJournal,
    readonly processors: Processors,
    private readonly regions: Readonly<Record<RegionName, Region>>,
    private readonly parts: PartsList,
    /** Whom the databases take controllers for. */
    private readonly controllerRole: string,
  ) {}

  private observer: LocalServer | undefined;

  /** Brings everything up; the first region writes. @throws Error of whatever did not start */
  static async start(options: PlatformOptions = {}): Promise<Platform> {
    const parts = new PartsList();
    try {
      return await bringUp(parts, options, (...made) => new Platform(...made));
    } catch (error) {
      await parts.stop();
      throw error;
    }
  }

  region(name: RegionName): Region {
    return this.regions[name];
  }

  /** The one truth about who writes. @throws Unavailable */
  async control(): Promise<Control> {
    const control = await this.store.readControl();
    if (control === undefined) throw new Error("there is no control item");
    return control;
  }

  /** The first controller of a region, which lives as long as its region. @throws RangeError */
  controllerOf(name: RegionName): LocalServer {
    const [controller] = this.regions[name].controllers;
    if (controller === undefined) throw new RangeError(`${name} has no controller`);
    return controller;
  }

  /** Answers 200 when the first region is retired. */
  get latchUrl(): string {
    const { host, port } = this.controllerOf(otherRegion);
    return `http://${host}:${port}/latch/${firstRegion}-retired`;
  }

  /** Starts one more controller in a region. */
  async startController(name: RegionName, options: ControllerOptions = {}): Promise<LocalServer> {
    return this.regions[name].startController(await this.sightFrom(name), options);
  }

  /** Starts the process that looks at both regions from the third place. */
  async startObserver(): Promise<void> {
    const around = {
      region: thirdPlace,
      journal: this.journal,
      replicas: [{ region: thirdPlace, url: this.journal.url }],
    };
    const sight = await this.sightFrom(thirdPlace);
    const observer = await controllerProcess(around, sight, await freePort());
    await observer.start();
    this.observer = await this.parts.add(observer);
  }

  /** Gives a person's order to a controller. @throws Error with the controller's problems */
  async order(
    controller: LocalServer,
    kind: "failover" | "switchover" | "roll" | "abort",
    target?: RegionName,
  ): Promise<void> {
    const { epoch } = await this.control();
    const answer = await fetch(`http://${controller.host}:${controller.port}/orders`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${orderToken}` },
      body: JSON.stringify({ kind, epoch, ...(target !== undefined && { target }) }),
    });
    if (!answer.ok) throw new Error(`${kind} was refused: ${await answer.text()}`);
  }

  /** Has the processors' notifications sent to a region. */
  async notifyAt(name: RegionName): Promise<void> {
    const [url] = this.regions[name].urls;
    for (const processor of processorNames) {
      await this.processors.misbehave(processor, { webhook: `${url}/webhooks/${processor}` });
    }
  }

  /** Holds all that goes between a region and everything but its clients and processors. */
  async isolate(name: RegionName): Promise<void> {
    await this.network.part(name, peerOf(name));
    await this.network.part(name, thirdPlace);
  }

  /** Ends what `isolate` did, or any cut of that region: what was held arrives. */
  async reconnect(name: RegionName): Promise<void> {
    await this.network.heal(name, peerOf(name));
    await this.network.heal(name, thirdPlace);
  }

  /** Makes a lost region the standby of the other one. */
  async rebuild(name: RegionName): Promise<void> {
    const peer = this.regions[peerOf(name)];
    const { host, port } = peer.database;
    const through = await this.network.link({ from: name, to: peer.name, host, port });
    await this.regions[name].rebuild(peer.database, through);
  }

  async stop(): Promise<void> {
    this.store.destroy();
    await this.parts.stop();
  }

  private async sightFrom(place: string): Promise<Sight> {
    const link = async (to: RegionName, port: number) =>
      this.network.link({ from: place, to, host: "127.0.0.1", port });
    const seen = async (name: RegionName) => {
      const { database, urls } = this.regions[name];
      const base = await link(name, database.port);
      const apis = await Promise.all(urls.map((url) => link(name, Number(new URL(url).port))));
      return {
        database: `postgresql://${this.controllerRole}@${base.host}:${base.port}/postgres`,
        apis: apis.map(({ host, port }) => `http://${host}:${port}`),
      };
    };
    const [first, other] = await Promise.all([seen(firstRegion), seen(otherRegion)]);
    const observer =
      this.observer === undefined
        ? undefined
        : await this.network.link({
            from: place,
            to: thirdPlace,
            host: "127.0.0.1",
            port: this.observer.port,
          });
    return {
      databaseUrls: [first.database, other.database],
      apiUrls: [first.apis, other.apis],
      ...(observer && { vantageUrl: `http://${observer.host}:${observer.port}` }),
    };
  }
}

type Make = (
  ...made: [
    Network,
    JournalServer,
    DynamoJournal,
    Processors,
    Readonly<Record<RegionName, Region>>,
    PartsList,
    string,
  ]
) => Platform;

async function bringUp(parts: PartsList, options: PlatformOptions, make: Make): Promise<Platform> {
  const [network, journal, processors, primary] = await Promise.all([
    parts.add(startNetwork({ delay })),
    parts.add(startJournal()),
    parts.add(startProcessors()),
    startPostgres({ name: firstRegion }),
  ]);
  const store = storeOf(journal);
  await found(primary, store);
  await primary.query(
    `CREATE ROLE ${limitedRole} LOGIN IN ROLE pg_read_all_data, pg_write_all_data`,
  );
  const { host, port } = primary;
  const through = await network.link({ from: otherRegion, to: firstRegion, host, port });
  const { applyDelay = 0, mayPromote = true } = options;
  const standby = await primary.createStandby({ name: otherRegion, through, applyDelay });
  const made = async (name: RegionName, database: Postgres) =>
    parts.add(regionOf(name, { database, network, journal, processors, apis: options.apis ?? 2 }));
  const regions = {
    [firstRegion]: await made(firstRegion, primary),
    [otherRegion]: await made(otherRegion, standby),
  };
  const role = mayPromote ? "postgres" : limitedRole;
  const platform = make(network, journal, store, processors, regions, parts, role);
  await Promise.all([
    regions[firstRegion].startApis(),
    regions[otherRegion].startApis(),
    platform.startObserver(),
  ]);
  await platform.notifyAt(firstRegion);
  for (const controller of options.controllers ?? [{}]) {
    await platform.startController(otherRegion, controller);
  }
  return platform;
}

interface Made {
  readonly database: Postgres;
  readonly network: Network;
  readonly journal: JournalServer;
  readonly processors: Processors;
  readonly apis: number;
}

async function regionOf(name: RegionName, made: Made): Promise<Region> {
  const { database, network, journal, processors } = made;
  const redis = await startRedis({ name: `redis-${name}` });
  const replica = async (to: string) => {
    const { host, port } = journal;
    const link = await network.link({ from: name, to, host, port });
    return { region: to, url: `http://${link.host}:${link.port}` };
  };
  const near = { region: otherRegion, url: journal.url };
  const around: Surroundings = {
    region: name,
    databaseUrl: database.url,
    redisUrl: redis.url,
    processorsUrl: processors.url,
    journal,
    replicas: [name === otherRegion ? near : await replica(otherRegion), await replica(thirdPlace)],
  };
  const apiPorts = await Promise.all(Array.from({ length: made.apis }, () => freePort()));
  return new Region(name, { database, redis, network, around, apiPorts });
}
