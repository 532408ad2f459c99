// SPDX-License-Identifier: Apache-2.0
import { Graph, isOfType, Resource } from "../../../policy/lib/graph";
import { unknownMarks } from "../../../policy/lib/value";

const urn = "urn:pulumi:stack::project::aws:sns/topic:Topic::topic";
const tag = "payments:environment";
const [unknown = ""] = unknownMarks;

function resource(properties: object, defaultTags?: unknown): Resource {
  const provider = defaultTags !== undefined && { urn: "provider", properties: { defaultTags } };
  return new Resource({
    urn,
    type: "aws:sns/topic:Topic",
    name: "topic",
    properties,
    ...(provider && { provider }),
  });
}

describe("a resource's tag", () => {
  it("is one of its provider's default tags, as the provider's JSON or as an object", () => {
    const tags = { tags: { [tag]: "staging" } };
    expect(resource({}, JSON.stringify(tags)).tag(tag).text()).toBe("staging");
    expect(resource({}, tags).tag(tag).text()).toBe("staging");
  });

  it("is its own rather than its provider's", () => {
    const own = resource({ tags: { [tag]: "production" } }, { tags: { [tag]: "staging" } });
    expect(own.tag(tag).text()).toBe("production");
  });

  it("is known at a preview, where the sum of all tags is not", () => {
    const planned = resource({ tagsAll: unknown }, { tags: { [tag]: "staging" } });
    expect(planned.tag(tag).text()).toBe("staging");
  });

  it("is not known where nothing that is known says it", () => {
    expect(resource({ tagsAll: unknown }).tag(tag).isKnown).toBe(false);
    expect(resource({}, unknown).tag(tag).isKnown).toBe(false);
  });

  it("is absent where there is none", () => {
    expect(resource({}).tag(tag).isAbsent).toBe(true);
    expect(resource({}, { tags: {} }).tag(tag).isAbsent).toBe(true);
  });
});

describe("types", () => {
  it("are tokens, or beginnings of tokens", () => {
    expect(isOfType("aws:sns/topic:Topic", ["aws:sns/topic:Topic"])).toBe(true);
    expect(isOfType("aws:sns/topic:Topic", ["aws:*"])).toBe(true);
    expect(isOfType("awsx:ec2:Vpc", ["aws:*"])).toBe(false);
    expect(isOfType("aws:sns/topic:TopicPolicy", ["aws:sns/topic:Topic"])).toBe(false);
  });

  it("find the resources of a graph", () => {
    const graph = new Graph([{ urn, type: "aws:sns/topic:Topic", name: "topic", properties: {} }]);
    expect(graph.ofType("aws:*").map((one) => one.urn)).toEqual([urn]);
    expect(graph.ofType("kubernetes:*")).toEqual([]);
  });
});
