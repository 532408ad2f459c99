// SPDX-License-Identifier: Apache-2.0
import { platformPage } from "../../../../review/diagram/draw-platform";
import type { Card } from "../../../../review/diagram/page/cards";
import type { ExportedResource } from "../../../../review/graph/exported";
import { changed, platformOf, resource, secret, urnOf } from "../platform.fixture";

const platform = platformOf();

function cardOf(resources: readonly ExportedResource[], urn: string): Card {
  const page = platformPage(resources);
  const json = /<script type="application\/json" id="cards">(.*?)<\/script>/.exec(page)?.[1] ?? "";
  const [card] = (JSON.parse(json) as Record<string, Card[]>)[urn] ?? [];
  if (card === undefined) throw new Error(`${urn} has no card`);
  return card;
}

describe("the card of a resource", () => {
  const cluster = urnOf(platform, "us-east-1::payments::aws:rds/cluster:Cluster::database");

  it("has its properties, sorted by path", () => {
    const { properties } = cardOf(platform, cluster);
    expect(properties).toContainEqual(["engine", "aurora-postgresql"]);
    const paths = properties.map(([path]) => path);
    expect(paths).toEqual([...paths].sort());
  });

  it("shows no secret, no value with a secret's name, and none inside of JSON", () => {
    const release = urnOf(platform, "us-east-1::payments::kubernetes:helm.sh/v3:Release::argo-cd");
    const { properties } = cardOf(platform, release);
    expect(properties).toContainEqual(["values.note.fine", "visible"]);
    expect(properties).toContainEqual(["values.note.adminPassword", "a value that is not shown"]);
    const page = platformPage([
      ...platform,
      resource("base", "aws:dynamodb/table:Table", "other", {
        apiToken: "hunter2",
        nested: { list: [{ password: "hunter2" }, secret("hunter2")] },
      }),
    ]);
    expect(page).not.toContain("hunter2");
    expect(page).not.toContain("aHVudGVyMg==");
  });

  it("says of each policy about its type whether the resource keeps it", () => {
    const record = urnOf(platform, "failover-eu-west-1");
    const verdictIn = (resources: readonly ExportedResource[]) =>
      cardOf(resources, record).policies.find(({ id }) => id === "pair-failover-records");
    expect(verdictIn(platform)).toMatchObject({ verdict: "keeps", texts: [] });
    expect(
      verdictIn(changed(platform, "failover-eu-west-1", { healthCheckId: "x" })),
    ).toMatchObject({
      verdict: "breaks",
      texts: ["the secondary has a health check"],
    });
    const unknown = { failoverRoutingPolicies: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    expect(verdictIn(changed(platform, "failover-eu-west-1", unknown))).toMatchObject({
      verdict: "undecided",
    });
  });

  it("does not judge a single stack by what all stacks of an environment are asked", () => {
    const own = platform.filter(({ urn }) => urn.startsWith("urn:pulumi:test-us-east-1:"));
    const vpc = urnOf(own, "aws:ec2/vpc:Vpc::network");
    const verdicts = (resources: readonly ExportedResource[]) =>
      cardOf(resources, vpc).policies.find(({ id }) => id === "keep-networks-disjoint")?.verdict;
    expect(verdicts(own)).toBe("not judged");
    expect(verdicts(platform)).toBe("keeps");
  });
});
