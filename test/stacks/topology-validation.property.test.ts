// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { planSubnets } from "../../components/network/subnet-plan";
import { formatIssues } from "../../components/shared/issues";
import { production } from "../../stacks/environments/production";
import { scopesOf, servicesIn, stackName, type Region, type Topology } from "../../stacks/topology";
import { parseTopology, validateTopology } from "../../stacks/topology-validation";
import { anyRange, share } from "../support/ranges";
import {
  nth,
  pathsInside,
  productionWithThirdRegion,
  withoutValueAt,
  withValueAt,
} from "../support/topologies";

describe("validateTopology, under thousands of wrong topologies", () => {
  const anyJunk = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    withBoxedValues: true,
  });

  type Mutation = {
    readonly path: string;
    readonly change: "remove" | { readonly value: unknown } | { readonly from: string };
  };
  const paths = pathsInside(production);
  const anyMutation: fc.Arbitrary<Mutation> = fc.record({
    path: fc.constantFrom(...paths),
    change: fc.oneof(
      fc.constant("remove" as const),
      anyJunk.map((value) => ({ value })),
      // Well-formed values in the wrong places find what junk does not: another region's range.
      fc.constantFrom(...paths).map((from) => ({ from })),
      anyRange(0, 32).map((value) => ({ value })),
    ),
  });

  function mutated(mutations: readonly Mutation[]): unknown {
    return mutations.reduce<unknown>((candidate, { path, change }) => {
      // An earlier mutation may have removed what this one wants to change.
      if (!pathsInside(candidate).includes(path)) return candidate;
      if (change === "remove") return withoutValueAt(candidate, path);
      return withValueAt(candidate, path, "value" in change ? change.value : at(change.from));
    }, production);
  }

  function at(path: string): unknown {
    return (path.match(/[^.[\]]+/g) ?? []).reduce<unknown>(
      (inside, step) => Reflect.get(inside as object, step),
      production,
    );
  }

  /** What the rest of the program does with a topology that was accepted. */
  function use(topology: Topology): void {
    for (const scope of scopesOf(topology)) expect(stackName(topology, scope)).toBeTruthy();
    for (const region of topology.regions) {
      servicesIn(topology, region.name);
      planSubnets({
        vpcCidr: region.cidr,
        podCidr: region.podCidr,
        availabilityZones: region.availabilityZones,
      });
    }
    expect(anyOverlap(topology.regions.flatMap(rangesOf))).toBe(false);
  }

  it("never throws on junk, nor while showing what is wrong with it", () => {
    fc.assert(
      fc.property(anyJunk, (junk) => {
        const issues = validateTopology(junk);
        expect(issues).not.toEqual([]);
        formatIssues("junk", issues);
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws on a mutated production, and accepts only what the program can use", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(anyMutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const parsed = parseTopology(mutated(mutations));
        if (parsed.ok) {
          accepted += 1;
          use(parsed.topology);
        } else {
          expect(parsed.issues).not.toEqual([]);
          formatIssues("mutant", parsed.issues);
        }
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });

  it("never accepts an overlap, by arithmetic that the code does not share", () => {
    // Few distinct blocks, so that equal, nested, adjacent and disjoint ranges all come up.
    const block = (second: fc.Arbitrary<number>, first: number) =>
      fc
        .tuple(second, fc.integer({ min: 16, max: 20 }), fc.integer({ min: 0, max: 15 }))
        .map(([two, prefix, part]) => {
          const step = 2 ** (24 - prefix);
          return `${first}.${two}.${Math.floor((part * 16) / step) * step}.0/${prefix}`;
        });
    const small = fc.integer({ min: 2, max: 9 });
    const anyRegion = fc.record({
      cidr: block(small, 10),
      podCidr: fc.oneof(block(small, 10), block(fc.integer({ min: 64, max: 70 }), 100)),
      serviceCidr: fc.oneof(block(small, 10), block(fc.integer({ min: 20, max: 26 }), 172)),
    });
    let accepted = 0;
    fc.assert(
      fc.property(anyRegion, anyRegion, anyRegion, (...chosen) => {
        const topology = productionWithThirdRegion();
        for (const [index, ranges] of chosen.entries()) Object.assign(nth(topology, index), ranges);
        const ranges = chosen.flatMap(rangesOf);
        const overlapping = anyOverlap(ranges);
        const problems = validateTopology(topology).map(({ problem }) => problem);
        if (!overlapping) accepted += 1;
        expect(problems.some((problem) => problem.startsWith("overlaps regions"))).toBe(
          overlapping,
        );
        expect(problems.length > 0).toBe(overlapping);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

function rangesOf(region: Pick<Region, "cidr" | "podCidr" | "serviceCidr">): string[] {
  return [region.cidr, region.podCidr, region.serviceCidr];
}

function anyOverlap(ranges: readonly string[]): boolean {
  return ranges.some((range, index) =>
    ranges.slice(index + 1).some((other) => share(range, other)),
  );
}
