// SPDX-License-Identifier: Apache-2.0
import { Cloud, type CloudObject, type CloudSettings } from "../../../sandbox/provider/cloud";

type Slot = { readonly object: CloudObject } | { readonly gone: true };

/** A cloud in memory, and layers over it: what is written to a layer leaves what is below as it is. */
export class MemoryCloud extends Cloud {
  private readonly slots = new Map<string, Map<string, Slot>>();
  private saved?: CloudSettings;

  constructor(private readonly below?: MemoryCloud) {
    super("/nowhere");
  }

  layer(): MemoryCloud {
    return new MemoryCloud(this);
  }

  override list(type: string, place?: string): CloudObject[] {
    const own = this.slots.get(type) ?? new Map<string, Slot>();
    const under = this.below?.list(type, place) ?? [];
    const written = [...own.values()].flatMap((slot) => ("object" in slot ? [slot.object] : []));
    return [
      ...under.filter((object) => !own.has(keyOf(object))),
      ...written.filter((object) => place === undefined || object.place === place),
    ];
  }

  override find(type: string, id: string, place?: string): CloudObject | undefined {
    if (place === undefined) return this.list(type).find((object) => object.id === id);
    const slot = this.slots.get(type)?.get(keyOf({ id, place }));
    if (slot === undefined) return this.below?.find(type, id, place);
    return "object" in slot ? slot.object : undefined;
  }

  override all(): CloudObject[] {
    const types = new Set([
      ...(this.below?.all() ?? []).map(({ type }) => type),
      ...this.slots.keys(),
    ]);
    return [...types].flatMap((type) => this.list(type));
  }

  override settings(): CloudSettings {
    return this.saved ?? this.below?.settings() ?? { account: "000000000000", quotas: {} };
  }

  override alone<T>(change: () => T): Promise<T> {
    return Promise.resolve().then(change);
  }

  override put(object: CloudObject): void {
    this.write(object, { object });
  }

  override remove(object: Pick<CloudObject, "type" | "place" | "id">): void {
    this.write(object, { gone: true });
  }

  override saveSettings(settings: CloudSettings): void {
    this.saved = settings;
  }

  private write(of: Pick<CloudObject, "type" | "place" | "id">, slot: Slot): void {
    const slots = this.slots.get(of.type) ?? new Map<string, Slot>();
    this.slots.set(of.type, slots.set(keyOf(of), slot));
  }
}

function keyOf({ place, id }: Pick<CloudObject, "place" | "id">): string {
  return `${place} ${id}`;
}
