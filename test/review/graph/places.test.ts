// SPDX-License-Identifier: Apache-2.0
import type { ExportedResource } from "../../../review/graph/exported";
import { placesOf } from "../../../review/graph/places";
import { resource } from "../diagram/platform.fixture";

const at = (name: string, sourcePosition: string, parent?: ExportedResource) =>
  resource("base", "a:b:C", name, {}, { sourcePosition, ...(parent && { parent: parent.urn }) });
const positionIn = (one: ExportedResource, ...all: ExportedResource[]) =>
  placesOf([one, ...all]).get(one.urn)?.place;

describe("the place of a resource", () => {
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
