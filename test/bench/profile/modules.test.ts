// SPDX-License-Identifier: Apache-2.0
import { byModule, type CpuProfile } from "../../../bench/profile/modules";

const frame = (id: number, url: string, functionName = "f") => ({
  id,
  callFrame: { functionName, url },
});

const profile: CpuProfile = {
  nodes: [
    frame(1, "", "(garbage collector)"),
    frame(2, "node:internal/modules/cjs/loader"),
    frame(3, "file:///project/node_modules/@pulumi/pulumi/resource.js"),
    frame(4, "/elsewhere/node_modules/a/node_modules/zod/index.js"),
    frame(5, "file:///project/components/network/vpc.ts"),
    frame(6, "/project/index.ts"),
  ],
  samples: [1, 2, 3, 4, 5, 5, 6],
  timeDeltas: [1e6, 2e6, 3e6, 4e6, 2.5e6, 2.5e6, 0.5e6],
};

describe("byModule", () => {
  it("adds up own time by package, folder of the project, Node and V8, the largest first", () => {
    expect(byModule("program", profile, "/project")).toEqual({
      title: "program",
      seconds: 15.5,
      modules: [
        ["components", 5],
        ["zod", 4],
        ["@pulumi/pulumi", 3],
        ["node", 2],
        ["(garbage collector)", 1],
        ["index.ts", 0.5],
      ],
    });
  });
});
