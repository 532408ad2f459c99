// SPDX-License-Identifier: Apache-2.0
import { byFunction, withoutProfiler } from "../../../bench/payments/functions";
import type { CpuProfile } from "../../../bench/profile/modules";

const frame = (id: number, functionName: string, url: string) => ({
  id,
  callFrame: { functionName, url },
});

const profile: CpuProfile = {
  nodes: [
    frame(1, "(idle)", ""),
    frame(2, "dispatch", ""),
    frame(3, "dispatch", "node:internal/undici"),
    frame(4, "parse", "file:///project/node_modules/a/node_modules/b/lib/parse.js"),
    frame(5, "parse", "file:///project/node_modules/c/parse.js"),
    frame(6, "", "file:///project/services/payments-api/http/api.ts"),
    frame(7, "parse", "file:///project/node_modules/c/parse.js"),
  ],
  samples: [2, 1, 3, 4, 5, 6, 7],
  timeDeltas: [9e6, 8e6, 1e6, 2e6, 3e6, 0.5e6, 3e6],
};

describe("byFunction", () => {
  it("adds up by function and file, the largest first, without waiting", () => {
    expect(byFunction(withoutProfiler(profile))).toEqual([
      { name: "parse", place: "c/parse.js", seconds: 6 },
      { name: "parse", place: "b/lib/parse.js", seconds: 2 },
      { name: "dispatch", place: "node:internal/undici", seconds: 1 },
      { name: "(anonymous)", place: "services/payments-api/http/api.ts", seconds: 0.5 },
    ]);
  });
});

describe("withoutProfiler", () => {
  it("leaves out the profiler's own beginning, and nothing else", () => {
    expect(withoutProfiler(profile)).toEqual({
      nodes: profile.nodes,
      samples: [1, 3, 4, 5, 6, 7],
      timeDeltas: [8e6, 1e6, 2e6, 3e6, 0.5e6, 3e6],
    });
  });
});
