// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import type { Environment } from "./bring-up";
import { Identities } from "./identities";
import { kinds, sitesOf, type Kind, type Site } from "./mistakes";
import { judge, placeOf, verdicts, type Verdict } from "./verdict";

/** One mistake and what became of it. */
export interface Outcome {
  readonly kind: Kind;
  /** `ec2/vpc:Vpc cidrBlock` */
  readonly place: string;
  readonly value: unknown;
  readonly verdict: Verdict;
}

/** How many wrong values are tried for each kind of mistake at each property of each type. */
const attemptsPerPlace = 4;

/**
 * Makes every kind of mistake at every property of every type of an environment, in resources and
 * with values that the seed chooses.
 */
export async function trial(environment: Environment, seed: number): Promise<Outcome[]> {
  const identities = new Identities(environment);
  const places = new Map<string, Site[]>();
  for (const site of sitesOf(environment, identities)) {
    const key = `${site.kind} ${placeOf(site)}`;
    places.set(key, [...(places.get(key) ?? []), site]);
  }
  const outcomes: Outcome[] = [];
  for (const sites of places.values()) {
    const attempts = fc
      .constantFrom(...sites)
      .chain((site) => site.attempts.map((attempt) => ({ site, attempt })));
    for (const { site, attempt } of fc.sample(attempts, { seed, numRuns: attemptsPerPlace })) {
      const verdict = await judge(environment, identities, site, attempt);
      outcomes.push({ kind: site.kind, place: placeOf(site), value: attempt.value, verdict });
    }
  }
  return outcomes;
}

/** Shares in percent, on one line. */
export function shares(outcomes: readonly Outcome[]): string {
  return verdicts
    .map((verdict) => ({ verdict, share: shareOf(outcomes, verdict) }))
    .filter(({ share }) => share > 0)
    .map(({ verdict, share }) => `${verdict} ${share.toFixed(1)} %`)
    .join(", ");
}

/** The share of a verdict in percent. */
function shareOf(outcomes: readonly Outcome[], verdict: Verdict): number {
  return (100 * outcomes.filter((outcome) => outcome.verdict === verdict).length) / outcomes.length;
}

/** A line of shares for each kind of mistake. */
export function sharesByKind(outcomes: readonly Outcome[]): string {
  return kinds
    .map((kind) => `${kind}: ${shares(outcomes.filter((outcome) => outcome.kind === kind))}`)
    .join("\n");
}

/** Where a verdict fell, each kind and place once with one of the wrong values. */
export function places(outcomes: readonly Outcome[], verdict: Verdict): string[] {
  const found = new Map<string, unknown>();
  for (const { kind, place, value, verdict: own } of outcomes) {
    if (own === verdict) found.set(`${kind}: ${place}`, value);
  }
  return [...found].map(([where, value]) => `${where} ${JSON.stringify(value) ?? ""}`).sort();
}
