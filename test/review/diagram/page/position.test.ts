// SPDX-License-Identifier: Apache-2.0
import { positionOf } from "../../../../review/diagram/page/position";
import type { ExportedResource } from "../../../../review/graph/exported";
import { resource } from "../platform.fixture";

const at = (name: string, sourcePosition: string, parent?: ExportedResource) =>
  resource("base", "a:b:C", name, {}, { sourcePosition, ...(parent && { parent: parent.urn }) });
const positionIn = (one: ExportedResource, ...all: ExportedResource[]) =>
  positionOf(one, new Map([one, ...all].map((each) => [each.urn, each])));

describe("positionOf", () => {
  const component = at("component", "project:///stacks/base.ts#12,3");

  it("is the line that makes the resource", () => {
    expect(positionIn(at("one", "project:///components/vpc.ts#139,12"))).toEqual({
      file: "components/vpc.ts",
      line: 139,
    });
  });

  it.each([
    "project:///../../elsewhere/node_modules/@pulumi/runtime/stack.ts#37,19",
    "project:///node_modules/some-package/index.js#2,1",
    "project:///sandbox/eks/cluster.ts#2,4271",
  ])("is that of the component around what %s makes", (position) => {
    expect(positionIn(at("one", position, component), component)).toEqual({
      file: "stacks/base.ts",
      line: 12,
    });
  });

  it("is none where nothing says so", () => {
    expect(positionIn(resource("base", "a:b:C", "one", {}))).toBeUndefined();
  });
});
