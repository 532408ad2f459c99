// SPDX-License-Identifier: Apache-2.0
import { parse } from "yaml";

import { withNodeArguments } from "../../../bench/profile/recorded";

describe("withNodeArguments", () => {
  it.each([
    {
      project: "name: a\nruntime: nodejs\n",
      options: { nodeargs: "--more" },
    },
    {
      project: "name: a\nruntime: { name: nodejs, options: { typescript: false } }\n",
      options: { typescript: false, nodeargs: "--more" },
    },
    {
      project: "name: a\nruntime: { name: nodejs, options: { nodeargs: --one } }\n",
      options: { nodeargs: "--one --more" },
    },
  ])("adds to what the project has: $project", ({ project, options }) => {
    expect(parse(withNodeArguments(project, "--more"))).toEqual({
      name: "a",
      runtime: { name: "nodejs", options },
    });
  });
});
