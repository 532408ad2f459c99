// SPDX-License-Identifier: Apache-2.0
import { Graph, type ResourceData } from "../../../policy/lib/graph";
import { grouped, Referrers } from "../../../policy/lib/referrers";
import { Undecidable, unknownMarks } from "../../../policy/lib/value";

const [unknown = ""] = unknownMarks;

function resource(type: string, name: string, more: Partial<ResourceData> = {}): ResourceData {
  const urn = `urn:pulumi:stack::project::${type}::${name}`;
  return { urn, type, name, properties: {}, ...more };
}

const network = resource("vpc", "network", { properties: { id: "vpc-1" } });

function referrersOf(...logs: readonly ResourceData[]): () => readonly string[] {
  const graph = new Graph([network, ...logs]);
  const found = new Referrers(graph, graph.ofType("log"), (one) => one.at("vpcId"), "vpc");
  const [target] = graph.ofType("vpc");
  if (target === undefined) throw new RangeError("no network");
  return () => found.of(target).map(({ name }) => name);
}

describe("Referrers", () => {
  it("finds those that name a resource by its id", () => {
    const found = referrersOf(
      resource("log", "one", { properties: { vpcId: "vpc-1" } }),
      resource("log", "other", { properties: { vpcId: "vpc-2" } }),
    );
    expect(found()).toEqual(["one"]);
  });

  it("finds those that are made from it, before it has an id", () => {
    const made = { properties: { vpcId: unknown }, propertyDependencies: { vpcId: [network.urn] } };
    expect(referrersOf(resource("log", "one", made))()).toEqual(["one"]);
  });

  it("can't say that there are none while one may refer to anything", () => {
    const found = referrersOf(resource("log", "one", { properties: { vpcId: unknown } }));
    expect(found).toThrow(Undecidable);
  });

  it("is content with one that does, whatever the others may refer to", () => {
    const found = referrersOf(
      resource("log", "one", { properties: { vpcId: "vpc-1" } }),
      resource("log", "other", { properties: { vpcId: unknown } }),
    );
    expect(found()).toEqual(["one"]);
  });
});

describe("grouped", () => {
  it("keeps the order of keys and of things", () => {
    const groups = grouped(["b1", "a1", "b2"], (text) => text.charAt(0));
    expect([...groups]).toEqual([
      ["b", ["b1", "b2"]],
      ["a", ["a1"]],
    ]);
  });
});
