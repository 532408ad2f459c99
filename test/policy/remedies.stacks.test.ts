// SPDX-License-Identifier: Apache-2.0
import { Resource, type ResourceData } from "../../policy/lib/graph";
import { judgeResource } from "../../policy/lib/judge";
import { configured, type Remedy, type ResourceRule } from "../../policy/lib/rule";
import { unknownMarks } from "../../policy/lib/value";
import { rules } from "../../policy/rules";
import { nameOf, type ExportedResource } from "../../review/graph/exported";
import { redacted } from "../../review/graph/redact";
import { awsProvider } from "../../sandbox/aws";
import { compare } from "../../sandbox/provider/diff";
import { environmentNames, goodStacks, type GoodStack } from "../support/good-stacks";
import { brokenStacks } from "../support/judged-stacks";
import { mutants } from "./mutants";

type Properties = Record<string, unknown>;
type Mending = ResourceRule & { readonly remedy: NonNullable<ResourceRule["remedy"]> };

const mending = rules.filter(
  (rule): rule is Mending => rule.judges === "resource" && rule.remedy !== undefined,
);
const stacks: Readonly<Record<string, readonly GoodStack[]>> = Object.fromEntries(
  environmentNames.map((name) => [name, goodStacks(name)]),
);
const [unknown = ""] = unknownMarks;

/** A resource of a rule's types that a mistake changed. */
interface Broken {
  readonly rule: Mending;
  readonly mistake: string;
  readonly data: ResourceData;
  readonly remedy: Remedy;
}

const mended: readonly Broken[] = mending.flatMap((rule) =>
  mutants
    .filter((mutant) => mutant.rule === rule.id)
    .flatMap(({ environment = "production", scope, mistake, make }) =>
      brokenStacks(stacks[environment] ?? [], `${environment}-${scope}`, make)
        .flatMap(({ resources }) => dataOf(resources))
        .flatMap((data) => {
          const remedy = remedyOf(rule, data);
          return remedy === undefined ? [] : [{ rule, mistake, data, remedy }];
        }),
    ),
);

describe("remedies", () => {
  it("are tried on a mistake, each of them", () => {
    const tried = new Set(mended.map(({ rule }) => rule.id));
    expect(mending.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });

  it.each(environmentNames)("change nothing in %s, where nothing is wrong", (name) => {
    const all = (stacks[name] ?? []).flatMap(({ resources }) => dataOf(resources));
    const changes = mending.flatMap((rule) =>
      all.map((data) => ({ rule: rule.id, urn: data.urn, remedy: remedyOf(rule, data) })),
    );
    expect(changes.filter(({ remedy }) => remedy !== undefined)).toEqual([]);
  });

  describe.each(mended.map((one) => ({ ...one, title: `${one.rule.id}: ${one.mistake}` })))(
    "of $title",
    ({ rule, data, remedy }) => {
      it("mends it, and a second one changes nothing", () => {
        const after = withChanges(data, remedy);
        expect(judgeResource(rule, new Resource(after))).toEqual({
          applicable: true,
          findings: [],
        });
        expect(remedyOf(rule, after)).toBeUndefined();
      });

      it("changes the resource in place", () => {
        const type = awsProvider.typeOf(data.type);
        if (type === undefined) throw new RangeError(`the sandbox has no ${data.type}`);
        const before = data.properties as Properties;
        expect(compare(type, before, { ...before, ...remedy }).replaces).toEqual([]);
      });

      it("sets nothing that is not known yet, wherever that is", () => {
        for (const path of pathsIn(data.properties)) {
          const properties = withUnknown(data.properties, path) as Properties;
          const changed = Object.keys(remedyOf(rule, { ...data, properties }) ?? {});
          expect(changed.filter((name) => holdsUnknown(properties[name]))).toEqual([]);
        }
      });
    },
  );
});

function remedyOf(rule: Mending, data: ResourceData): Remedy | undefined {
  return rule.types.includes(data.type)
    ? rule.remedy(new Resource(data), configured(rule, {}))
    : undefined;
}

function withChanges(data: ResourceData, changes: Remedy): ResourceData {
  return { ...data, properties: { ...data.properties, ...changes } };
}

/** As the engine shows resources before they are changed: their inputs, and their provider. */
function dataOf(resources: readonly ExportedResource[]): ResourceData[] {
  const inputs = new Map(resources.map((one) => [one.urn, redacted(one.inputs ?? {}) as object]));
  return resources.map(({ urn, type, protect, provider }) => {
    const of = provider?.split("::").slice(0, -1).join("::") ?? "";
    const properties = inputs.get(of);
    return {
      urn,
      type,
      name: nameOf(urn),
      properties: inputs.get(urn) ?? {},
      protect: protect ?? false,
      ...(properties && { provider: { urn: of, properties } }),
    };
  });
}

/** Every place in a value, itself left out. */
function pathsIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => {
    const path = [...at, key];
    return [path, ...pathsIn(inside, path)];
  });
}

function withUnknown(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return unknown;
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) =>
      String(index) === key ? withUnknown(item, rest) : item,
    );
  }
  const properties = value as Properties;
  return { ...properties, [key]: withUnknown(properties[key], rest) };
}

function holdsUnknown(value: unknown): boolean {
  return value === unknown || JSON.stringify(value ?? "").includes(unknown);
}
