// SPDX-License-Identifier: Apache-2.0
import type { Network } from "../network/network";
import { freePort, loopback, type LocalServer, type Postgres, type Redis } from "../parts";
import { bundle } from "./bundle";
import { apiProcess, type Surroundings } from "./api";
import { controllerProcess, type ControllerOptions, type Sight } from "./controller";
import type { RegionName } from "./places";

/** What a region is made of before its processes start. */
export interface RegionParts {
  readonly database: Postgres;
  readonly redis: Redis;
  readonly network: Network;
  readonly around: Surroundings;
  /** Ports of the API's processes, theirs for life. */
  readonly apiPorts: readonly number[];
}

/** One region with its servers and processes, on this machine. */
export class Region {
  readonly redis: Redis;
  readonly apis: LocalServer[] = [];
  readonly controllers: LocalServer[] = [];
  private current: Postgres;

  constructor(
    readonly name: RegionName,
    private readonly parts: RegionParts,
  ) {
    this.redis = parts.redis;
    this.current = parts.database;
  }

  get database(): Postgres {
    return this.current;
  }

  /** Where clients find it. */
  get urls(): string[] {
    return this.parts.apiPorts.map((port) => `http://${loopback}:${port}`);
  }

  /** Starts its processes of the API, all at once, and waits until they live. */
  async startApis(): Promise<void> {
    const program = { file: await bundle("services/payments-api/main.ts"), args: [] };
    for (const port of this.parts.apiPorts) {
      this.apis.push(apiProcess(this.parts.around, port, await freePort(), program));
    }
    await Promise.all(this.apis.map((api) => api.start()));
  }

  /** Starts one more controller of failovers. */
  async startController(sight: Sight, options: ControllerOptions = {}): Promise<LocalServer> {
    const controller = await controllerProcess(this.parts.around, sight, await freePort(), options);
    this.controllers.push(controller);
    await controller.start();
    return controller;
  }

  /** Its power is gone: nothing of it runs, and what it had under way is lost. */
  async kill(): Promise<void> {
    await Promise.all(this.all().map((server) => server.kill()));
    await this.parts.network.kill(this.name);
  }

  /** What it was is thrown away, and it follows another's database, on its own old port. */
  async rebuild(from: Postgres, through: { host: string; port: number }): Promise<void> {
    const { port } = this.current;
    await this.current.stop();
    this.current = await from.createStandby({ name: this.name, through, port });
  }

  async stop(): Promise<void> {
    for (const server of this.all()) await server.stop();
  }

  private all(): LocalServer[] {
    return [...this.controllers, ...this.apis, this.redis, this.current];
  }
}
