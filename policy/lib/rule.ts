// SPDX-License-Identifier: Apache-2.0
import type { Reference } from "./frameworks";
import type { Graph, Resource } from "./graph";

export type Severity = "low" | "medium" | "high" | "critical";

/** A setting of a rule, in the pack's configuration. */
export interface Setting<T extends SettingValue = SettingValue> {
  readonly description: string;
  readonly default: T;
  /** JSON schema beside type, description and default. @default - none */
  readonly schema?: Readonly<Record<string, unknown>>;
}
export type SettingValue = number | string | boolean | readonly string[];
export type Settings = Readonly<Record<string, Setting>>;
/** What a rule's settings are, in a run. */
export type Configured<S extends Settings> = { readonly [K in keyof S]: Widened<S[K]["default"]> };
type Widened<T> = T extends number
  ? number
  : T extends boolean
    ? boolean
    : T extends string
      ? string
      : readonly string[];

/** What a rule is, in words. Written once: docs, messages and the engine's metadata come from it. */
export interface Metadata<S extends Settings = Settings> {
  /** Verb first, kebab case; the name of its file. */
  readonly id: string;
  /** What holds where the rule is kept, as a sentence. */
  readonly requirement: string;
  readonly severity: Severity;
  /** Whether breaking it stops an update. A configuration may say otherwise. */
  readonly level: "mandatory" | "advisory";
  /** The common mistake or the pitfall of AWS that it protects from. */
  readonly protectsFrom: string;
  /** Where that is written, the best source first. */
  readonly sources: readonly [string, ...string[]];
  /** Requirements of frameworks that it helps to meet, the nearest first. @default - none */
  readonly frameworks?: readonly Reference[];
  /** What to do about it. */
  readonly fix: string;
  /** @default - none */
  readonly settings?: S;
}

/** What a rule gets besides what it judges. */
export interface Context<S extends Settings = Settings> {
  readonly config: Configured<S>;
  /** Reports that a resource breaks the rule; `finding` continues "<type> <name>: ". */
  readonly violation: (resource: Resource, finding: string) => void;
  /**
   * Judges several things so that one which can't be decided hides no other. What is read outside
   * of it and not known ends the judgement of the resource, or of the whole graph.
   *
   * @returns whether all could be decided: only then can it be said that something is missing
   */
  readonly each: <T>(things: readonly T[], judge: (thing: T) => void) => boolean;
}

/** What a remediation sets, by property; only properties that AWS changes in place. */
export type Remedy = Readonly<Record<string, SettingValue | readonly object[] | object>>;

/** Judges one resource at a time, before it is changed. */
export interface ResourceRule<S extends Settings = Settings> extends Metadata<S> {
  readonly judges: "resource";
  /** Type tokens, `aws:*` for all that begin so; other resources are not applicable. */
  readonly types: readonly string[];
  readonly check: (resource: Resource, context: Context<S>) => void;
  /**
   * What would mend the resource, `undefined` where nothing needs to be or something isn't known.
   * The engine asks for it where the configuration sets the rule's enforcement level to remediate.
   */
  readonly remedy?: (resource: Resource, config: Configured<S>) => Remedy | undefined;
}

/** Judges the resources of one stack, or of all stacks of an environment, together. */
export interface GraphRule<S extends Settings = Settings> extends Metadata<S> {
  readonly judges: "stack" | "environment";
  /** The rule is about these; with none of them in the graph it is not applicable. */
  readonly types: readonly string[];
  readonly check: (graph: Graph, context: Context<S>) => void;
}

export type Rule = ResourceRule | GraphRule;

/** A rule about single resources; keeps the types of its settings for its functions. */
export function resourceRule<const S extends Settings>(
  rule: Omit<ResourceRule<S>, "judges">,
): Rule {
  return { ...rule, judges: "resource" } as ResourceRule<S> as Rule;
}

/** A rule about the resources of one stack. */
export function stackRule<const S extends Settings>(rule: Omit<GraphRule<S>, "judges">): Rule {
  return { ...rule, judges: "stack" } as GraphRule<S> as Rule;
}

/** A rule about the resources of all stacks of an environment. */
export function environmentRule<const S extends Settings>(
  rule: Omit<GraphRule<S>, "judges">,
): Rule {
  return { ...rule, judges: "environment" } as GraphRule<S> as Rule;
}

/** The settings with their defaults, and over them what a configuration says. */
export function configured(
  rule: Metadata,
  given: Readonly<Record<string, unknown>>,
): Configured<Settings> {
  const defaults = Object.entries(rule.settings ?? {}).map(([name, setting]) => [
    name,
    given[name] ?? setting.default,
  ]);
  return Object.fromEntries(defaults) as Configured<Settings>;
}
