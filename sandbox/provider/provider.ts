// SPDX-License-Identifier: Apache-2.0
import { argumentFailures, type ArgumentTypes } from "./arguments";
import type { Outage, ProviderCall } from "./calls";
import { type Cloud, type CloudObject, stateOf } from "./cloud";
import { compare, type DiffResult } from "./diff";
import { named } from "./names";
import { planned, withoutWriteOnly } from "./plan";
import { Refusal, type ResourceType, type Rule, type Self } from "./resource-type";
import { hexDigits, merge, missing, text, unknownValue, type Properties } from "./values";

/** A provider as the stand-in knows it: its types, its functions, and how it is configured. */
export interface ProviderDefinition {
  readonly name: string;
  readonly version: string;
  readonly typeOf: (token: string) => ResourceType | undefined;
  readonly invokes: Readonly<Record<string, Invoke>>;
  /** Where a configured instance works, from its arguments: a region, a cluster. */
  readonly placeOf: (configuration: Properties) => string;
  /** What arguments its types take. @default - they aren't checked */
  readonly argumentTypes?: () => ArgumentTypes;
  /** Outputs that every object has, such as `region` and `tagsAll`. @default - none */
  readonly common?: (type: ResourceType, self: Self, configuration: Properties) => Properties;
  /** What keeps a call from its endpoint. @default - nothing ever does */
  readonly outageOf?: (call: ProviderCall, instance: Instance) => Outage | undefined;
}

/** A function of the provider: `aws:route53/getZone:getZone`. */
export type Invoke = (args: Properties, instance: Instance) => Properties;

/** One provider instance of a program: its arguments and the place in which it works. */
export interface Instance {
  readonly configuration: Properties;
  readonly place: string;
  readonly account: string;
  readonly cloud: Cloud;
}

/** Which resource a request is about. */
export interface Target {
  readonly urn: string;
  readonly token: string;
  readonly name: string;
}

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** Checks, compares, makes, reads, changes and deletes objects of any type, by its table entry. */
export class ResourceHandler {
  constructor(private readonly definition: ProviderDefinition) {}

  check(
    instance: Instance,
    target: Target,
    old: Properties | undefined,
    news: Properties,
  ): CheckResult {
    const type = this.definition.typeOf(target.token);
    if (type === undefined) {
      const reason = `the sandbox has no type ${target.token}; add it to the tables of the ${this.definition.name} stand-in`;
      return { inputs: news, failures: [{ property: "", reason }] };
    }
    const { argumentTypes } = this.definition;
    const mistyped = argumentTypes ? argumentFailures(argumentTypes(), target.token, news) : [];
    // The rules read arguments as the types that they should have.
    if (mistyped.length > 0) return { inputs: news, failures: mistyped };
    const inputs = named(type, this.self(instance, target, news, ""), target.name, old);
    const self = this.self(instance, target, inputs, "");
    const failures = refusals(type, self, "check").map(([rule, reason]) => ({
      property: rule.property,
      reason: `${rule.code}: ${reason}`,
    }));
    return { inputs, failures };
  }

  diff(target: Target, oldInputs: Properties, news: Properties): DiffResult {
    return compare(this.require(target), oldInputs, news);
  }

  /** What a creation would give, as far as it is known at preview. */
  planned(target: Target, inputs: Properties): Properties {
    return planned(this.require(target), {}, inputs);
  }

  /** What an update would give: what every change makes anew isn't known yet. */
  plannedUpdate(target: Target, old: Properties, news: Properties): Properties {
    const type = this.require(target);
    const renews = type.renews ?? [];
    const unknown: Properties = Object.fromEntries(renews.map((key) => [key, unknownValue]));
    return { ...old, ...planned(type, old, news), ...unknown };
  }

  async create(instance: Instance, target: Target, inputs: Properties): Promise<CloudObject> {
    const type = this.require(target);
    return instance.cloud.alone(() => {
      const id = this.newId(instance, type, target, inputs);
      const self = this.self(instance, target, inputs, id);
      refuse(type, self, "create");
      return this.store(instance, type, self, target);
    });
  }

  async update(
    instance: Instance,
    target: Target,
    id: string,
    old: Properties,
    news: Properties,
  ): Promise<CloudObject> {
    const type = this.require(target);
    return instance.cloud.alone(() => {
      const self = { ...this.self(instance, target, news, id), old };
      const known = instance.cloud.find(type.token, id, placeOf(type, self));
      if (type.place !== "nowhere" && known === undefined) {
        throw new Refusal("ResourceNotFound", "id", `${type.token} ${id} does not exist`);
      }
      refuse(type, self, "update");
      return this.store(instance, type, self, target);
    });
  }

  /** The object with the inputs as the cloud has them, or undefined when it is gone. */
  read(
    instance: Instance,
    target: Target,
    id: string,
    inputs: Properties,
  ): CloudObject | undefined {
    const type = this.require(target);
    const place = placeOf(type, this.self(instance, target, inputs, id));
    const object = instance.cloud.find(type.token, id, place);
    if (object === undefined) return undefined;
    const kept = Object.fromEntries(
      (type.writeOnly ?? []).filter((key) => key in inputs).map((key) => [key, inputs[key]]),
    );
    return { ...object, inputs: { ...object.inputs, ...kept } };
  }

  /** What a request about an object asks of the cloud. */
  call(
    instance: Instance,
    target: Target,
    kind: ProviderCall["kind"],
    inputs: Properties,
  ): ProviderCall {
    const self = this.self(instance, target, inputs, "");
    const place = placeOf(this.require(target), self);
    return { kind, token: target.token, place, region: self.region, inputs };
  }

  /** Whether the type lives in no cloud, so that only Pulumi's state knows it. */
  isStateOnly(target: Target): boolean {
    return this.require(target).place === "nowhere";
  }

  async delete(instance: Instance, target: Target, id: string, old: Properties): Promise<void> {
    const type = this.require(target);
    const place = placeOf(type, this.self(instance, target, old, id));
    await instance.cloud.alone(() => {
      const object = instance.cloud.find(type.token, id, place);
      if (object === undefined) return;
      const self = this.self(instance, target, object.inputs, id);
      refuse(type, { ...self, old: stateOf(object) }, "delete");
      instance.cloud.remove(object);
      for (const left of type.remains?.(self) ?? []) instance.cloud.put(left);
      for (const other of type.alters?.(self, "delete") ?? []) instance.cloud.put(other);
    });
  }

  /** The state that goes to the engine: what was asked for and what the cloud added. */
  stateOf(target: Target, object: CloudObject): Properties {
    return withoutWriteOnly(this.require(target), stateOf(object));
  }

  /** The id of a new object: of the first generation that no object has. */
  private newId(
    instance: Instance,
    type: ResourceType,
    target: Target,
    inputs: Properties,
  ): string {
    let taken: string | undefined;
    for (let generation = 0; ; generation += 1) {
      const id = type.id(this.self(instance, target, inputs, "", generation));
      // An id without such digits, a name for instance, stays as it is: that is for the rules.
      if (id === taken || instance.cloud.find(type.token, id) === undefined) return id;
      taken = id;
    }
  }

  private store(instance: Instance, type: ResourceType, self: Self, target: Target): CloudObject {
    const object: CloudObject = {
      type: type.token,
      id: self.id,
      place: placeOf(type, self),
      urn: target.urn,
      inputs: withoutWriteOnly(type, self.inputs),
      computed: merge(missing(type.defaults ?? {}, self.inputs), {
        ...this.definition.common?.(type, self, instance.configuration),
        ...type.outputs?.(self),
      }) as Properties,
    };
    if (type.place !== "nowhere") instance.cloud.put(object);
    for (const other of type.alters?.(self, "write") ?? []) instance.cloud.put(other);
    if (type.settings !== undefined) {
      instance.cloud.saveSettings(type.settings(self, instance.cloud.settings()));
    }
    return object;
  }

  private require(target: Target): ResourceType {
    const type = this.definition.typeOf(target.token);
    if (type === undefined)
      throw new Refusal("UnknownType", "type", `no table entry for ${target.token}`);
    return type;
  }

  private self(
    instance: Instance,
    { urn }: Target,
    inputs: Properties,
    id: string,
    generation = 0,
  ): Self {
    const region = text(inputs, "region") ?? instance.place;
    const seed = [instance.account, region, urn];
    return {
      inputs,
      id,
      urn,
      region,
      account: instance.account,
      old: {},
      cloud: instance.cloud,
      unique: (digits) => hexDigits([...seed, generation], digits),
      digest: (digits, salt = "") => hexDigits([instance.account, id, salt], digits),
    };
  }
}

/** Where an object of the type lives. */
export function placeOf(type: ResourceType, self: Self): string {
  return type.place === "global" ? "global" : self.region;
}

function refusals(type: ResourceType, self: Self, stage: Rule["stage"]): [Rule, string][] {
  const write = stage === "create" || stage === "update";
  return (type.rules ?? [])
    .filter((rule) => rule.stage === stage || (write && rule.stage === "write"))
    .map((rule): [Rule, string | undefined] => [rule, rule.refuses(self)])
    .filter((pair): pair is [Rule, string] => pair[1] !== undefined);
}

function refuse(type: ResourceType, self: Self, stage: Rule["stage"]): void {
  const [first] = refusals(type, self, stage);
  if (first !== undefined) throw new Refusal(first[0].code, first[0].property, first[1]);
}
