// SPDX-License-Identifier: Apache-2.0
import { regionOf } from "./region";
import { Undecidable, Value } from "./value";

/** What a graph is made of: a resource as the engine shows it to a pack, or as an export has it. */
export interface ResourceData {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Inputs and, where the resource exists, outputs. */
  readonly properties: object;
  readonly provider?: { readonly urn: string; readonly properties: object };
  readonly parent?: string;
  /** Every resource that this one waits for, by URN. */
  readonly dependencies?: readonly string[];
  /** The same by property: they are known also where the values are not. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean;
}

/** A resource whose properties are read by {@link Value} alone. */
export class Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly dependencies: readonly string[];
  /** Whether Pulumi refuses to delete it. */
  readonly isProtected: boolean;
  /** Properties of the provider that makes it. */
  readonly provider: Value | undefined;
  private readonly own: Value;
  private readonly byProperty: Readonly<Record<string, readonly string[]>>;

  constructor(data: ResourceData) {
    this.urn = data.urn;
    this.type = data.type;
    this.name = data.name;
    this.parent = data.parent;
    this.dependencies = data.dependencies ?? [];
    this.isProtected = data.protect ?? false;
    this.byProperty = data.propertyDependencies ?? {};
    const { provider, properties } = data;
    this.own = Value.of(properties, data.urn);
    this.provider = provider && Value.of(provider.properties, data.urn);
  }

  /** A property, `at("rules", 0, "cidrBlock")` for instance. */
  at(...keys: readonly (string | number)[]): Value {
    return this.own.at(...keys);
  }

  /** The region it stands in, absent where nothing says so. */
  get region(): Value {
    return regionOf(this.at("region"), this.provider?.at("region"));
  }

  /** Stack that owns it, as in its URN. */
  get stack(): string {
    return this.urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
  }

  /** What a property's value comes from, by URN. */
  dependenciesOf(property: string): readonly string[] {
    return this.byProperty[property] ?? [];
  }

  /**
   * A tag's value, of its own or by its provider's default tags: its own wins, as in AWS, and what
   * is known over the sum of both, which a preview doesn't know.
   */
  tag(name: string): Value {
    const all = this.at("tagsAll", name);
    const places = [this.at("tags", name), all, this.defaultTag(name)].filter(
      (place) => place.isGiven,
    );
    return places.find((place) => place.isKnown) ?? places[0] ?? all;
  }

  private defaultTag(name: string): Value {
    // A provider's nested properties are JSON texts.
    const tags = this.provider?.at("defaultTags") ?? this.at("tagsAll");
    return tags.isKnown ? tags.json().at("tags", name) : tags;
  }
}

/** Whether a type is one of some, of which `aws:*` is every one that begins so. */
export function isOfType(type: string, types: readonly string[]): boolean {
  return types.some((one) =>
    one.endsWith("*") ? type.startsWith(one.slice(0, -1)) : one === type,
  );
}

/** Properties by which other resources refer to one. */
const identities = [
  ...["id", "arn", "arnSuffix", "name", "bucket", "identifier", "clusterIdentifier", "dnsName"],
  ...["globalClusterIdentifier", "keyId", "replicationGroupId", "clusterName"],
] as const;

/** The resources of a stack, or of all stacks of an environment, sorted by URN. */
export class Graph {
  readonly resources: readonly Resource[];
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly byType = new Map<string, Resource[]>();
  private byIdentity: Map<string, Resource[]> | undefined;

  constructor(resources: readonly ResourceData[]) {
    // The engine shows them in another order at every run.
    this.resources = resources
      .map((data) => new Resource(data))
      .sort((one, other) => (one.urn < other.urn ? -1 : 1));
    this.byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    for (const resource of this.resources) {
      const same = this.byType.get(resource.type);
      if (same === undefined) this.byType.set(resource.type, [resource]);
      else same.push(resource);
    }
  }

  /** Resources of some types, in the order of their URNs. */
  ofType(...types: readonly string[]): Resource[] {
    return types.flatMap((type) =>
      type.endsWith("*")
        ? this.resources.filter((resource) => isOfType(resource.type, [type]))
        : (this.byType.get(type) ?? []),
    );
  }

  find(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /**
   * The resources of some types that a value refers to: by what it holds, an id or an ARN for
   * instance, and where that is not known yet by what the program made it from. Empty when it
   * refers to something that is not in this graph.
   *
   * @throws Undecidable when neither says what it refers to
   */
  referents(value: Value, ...types: readonly string[]): Resource[] {
    const owner = this.byUrn.get(value.urn);
    const asked = (resource: Resource) => types.includes(resource.type);
    if (value.isKnown) {
      if (value.isAbsent) return [];
      const items = value.items();
      // A list of one reference each; a text is a list of itself.
      if (items.length !== 1 || items[0] !== value) {
        return unique(items.flatMap((item) => this.referents(item, ...types)));
      }
      const found = (this.identified(value.text() ?? "") ?? []).filter(asked);
      if (found.length > 0) return nearest(found, owner);
    }
    const made = (owner?.dependenciesOf(value.property) ?? [])
      .map((urn) => this.byUrn.get(urn))
      .filter((resource) => resource !== undefined)
      .filter(asked);
    if (made.length === 0 && !value.isKnown) {
      throw new Undecidable(value.urn, value.path, "not known yet");
    }
    return unique(made);
  }

  /** Resources of some types of which a property refers to this one. */
  referrers(target: Resource, property: string, ...types: readonly string[]): Resource[] {
    return this.ofType(...types).filter((resource) =>
      this.referents(resource.at(property), target.type).includes(target),
    );
  }

  private identified(text: string): Resource[] | undefined {
    this.byIdentity ??= this.indexed();
    return this.byIdentity.get(text);
  }

  private indexed(): Map<string, Resource[]> {
    const index = new Map<string, Resource[]>();
    for (const resource of this.resources) {
      for (const identity of identities) {
        const value = resource.at(identity);
        const text = value.isKnown ? value.text() : undefined;
        if (text === undefined) continue;
        const same = index.get(text);
        if (same === undefined) index.set(text, [resource]);
        else if (!same.includes(resource)) same.push(resource);
      }
    }
    return index;
  }
}

/** Names may be the same in several regions: what refers to one means that of its own region. */
function nearest(found: readonly Resource[], owner: Resource | undefined): Resource[] {
  if (found.length < 2 || owner === undefined || !owner.region.isKnown) return [...found];
  const region = owner.region.text();
  const near = found.filter(
    (resource) => resource.region.isKnown && resource.region.text() === region,
  );
  return near.length > 0 ? near : [...found];
}

function unique(resources: readonly Resource[]): Resource[] {
  return [...new Set(resources)];
}
