// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { lock } from "proper-lockfile";

import { readJson, unlessMissing, writeJson } from "../json-file";
import { unfinished } from "../replace-file";
import { merge, withValue, type Properties } from "./values";

/** Something that exists in the sandbox's cloud. */
export interface CloudObject {
  /** Pulumi's token of its type; `leftover:…` for what a deletion leaves behind. */
  readonly type: string;
  readonly id: string;
  /** A region, `global`, or `kubernetes/<cluster>`. */
  readonly place: string;
  /** The resource that made it, empty for what was there before. */
  readonly urn: string;
  /** What was asked for; out-of-band changes land here. */
  readonly inputs: Properties;
  /** What the cloud added: ids, endpoints, defaults. */
  readonly computed: Properties;
}

/** What can be asked of the cloud without changing it. */
export interface CloudReader {
  /** Objects of a type, in one place or everywhere. */
  list(type: string, place?: string): CloudObject[];
  /** An object by type and id; ids that are names may exist once per place, so name the place. */
  find(type: string, id: string, place?: string): CloudObject | undefined;
  /** Every object, by place, type and id. */
  all(): CloudObject[];
  settings(): CloudSettings;
}

/** Settings of the account, to be changed by hand or by `cloud` commands. */
export interface CloudSettings {
  readonly account: string;
  /** Service quotas raised above AWS's defaults: `us-east-1/L-0263D0A3` -> 20. */
  readonly quotas: Readonly<Record<string, number>>;
  /** What doesn't answer. @default - everything does */
  readonly outages?: Outages;
}

/** What of AWS is down. */
export interface Outages {
  /** Regions whose endpoints don't answer. */
  readonly regions: readonly string[];
  /** Regions that don't answer for the global services either which they run for all regions. */
  readonly controlPlanes: readonly string[];
  /** Names of clusters whose Kubernetes API doesn't answer. */
  readonly clusterApis: readonly string[];
}

export const noOutages: Outages = { regions: [], controlPlanes: [], clusterApis: [] };

/** The full state of an object, as the provider shows it. */
export function stateOf(object: CloudObject): Properties {
  return merge(object.inputs, object.computed) as Properties;
}

/**
 * A cloud on disk: a file per object, `<place>/<type>/<id>.json`, apart from Pulumi's state.
 * Writes are atomic; what checks and then writes holds the lock, so two processes lose nothing.
 */
export class Cloud implements CloudReader {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(readonly directory: string) {}

  list(type: string, place?: string): CloudObject[] {
    const places = place === undefined ? this.places() : [encode(place)];
    return places.flatMap((name) => readFolder(join(this.objects, name, encode(type))));
  }

  find(type: string, id: string, place?: string): CloudObject | undefined {
    const places = place === undefined ? this.places() : [encode(place)];
    return places
      .map((name) => readJson<CloudObject>(join(this.objects, name, encode(type), fileOf(id))))
      .find((object) => object !== undefined);
  }

  all(): CloudObject[] {
    return this.places()
      .flatMap((place) => pathsIn(join(this.objects, place)))
      .flatMap(readFolder);
  }

  settings(): CloudSettings {
    return readJson<CloudSettings>(this.settingsFile) ?? { account: "000000000000", quotas: {} };
  }

  /** Runs a change alone: no other change of this cloud, by whatever process, runs meanwhile. */
  async alone<T>(change: () => T): Promise<T> {
    const turn = this.queue.then(() => this.locked(change));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Puts an object, new or changed. Call it inside {@link alone} when it follows a check. */
  put(object: CloudObject): void {
    writeJson(this.fileOf(object), object);
  }

  /** Removes an object; one that is gone already is no error, as in AWS. */
  remove(object: Pick<CloudObject, "type" | "place" | "id">): void {
    rmSync(this.fileOf(object), { force: true });
  }

  saveSettings(settings: CloudSettings): void {
    writeJson(this.settingsFile, settings);
  }

  private get settingsFile(): string {
    return join(this.directory, "settings.json");
  }

  private get objects(): string {
    return join(this.directory, "objects");
  }

  private fileOf({ type, place, id }: Pick<CloudObject, "type" | "place" | "id">): string {
    return join(this.objects, encode(place), encode(type), fileOf(id));
  }

  private places(): string[] {
    return namesIn(this.objects);
  }

  private async locked<T>(change: () => T): Promise<T> {
    mkdirSync(this.directory, { recursive: true });
    const release = await lock(this.directory, {
      retries: { retries: 400, factor: 1.1, minTimeout: 2, maxTimeout: 100 },
    });
    try {
      return change();
    } finally {
      await release();
    }
  }
}

/** An object with one property changed behind Pulumi's back; undefined removes the property. */
export function changed(object: CloudObject, path: string, value: unknown): CloudObject {
  return { ...object, inputs: withValue(object.inputs, path, value) };
}

/** Longest name that common file systems take, less what the temporary copy adds. */
const longestFileName = 200;

function encode(name: string): string {
  const encoded = encodeURIComponent(name);
  if (encoded.length <= longestFileName) return encoded;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `${encoded.slice(0, longestFileName - 17)}-${digest}`;
}

function fileOf(id: string): string {
  return `${encode(id)}.json`;
}

function readFolder(folder: string): CloudObject[] {
  return pathsIn(folder)
    .map((path) => readJson<CloudObject>(path))
    .filter((object) => object !== undefined);
}

function pathsIn(folder: string): string[] {
  return namesIn(folder).map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  const names = unlessMissing(() => readdirSync(folder)) ?? [];
  return names.filter((name) => !name.endsWith(unfinished)).sort();
}
