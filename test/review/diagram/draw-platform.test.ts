// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

import { drawPlatform, platformPage } from "../../../review/diagram/draw-platform";
import { textsByBox } from "./boxes";
import { changed, platformOf, resource, urnOf } from "./platform.fixture";

const platform = platformOf();
const textsOf = (svg: string, key: string) => textsByBox(svg).get(key) ?? [];
const cluster = (region: string) =>
  urnOf(platform, `test-${region}::payments::aws:rds/cluster:Cluster::database`);

describe("drawPlatform", () => {
  it("gives the same bytes for the same resources in any order", () => {
    const marks = new Map(platform.slice(0, 20).map(({ urn }) => [urn, "update"] as const));
    const expected = drawPlatform(platform, { marks });
    const page = platformPage(platform, { marks });
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...platform], { minLength: platform.length }),
        fc.shuffledSubarray([...marks], { minLength: marks.size }),
        (shuffled, shuffledMarks) => {
          const options = { marks: new Map(shuffledMarks) };
          expect(drawPlatform(shuffled, options)).toBe(expected);
          expect(platformPage(shuffled, options)).toBe(page);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("has a column for each region, with what it is", () => {
    const svg = drawPlatform(platform);
    expect(textsOf(svg, "region/us-east-1").slice(0, 2)).toEqual(["us-east-1", "active"]);
    expect(textsOf(svg, "region/eu-west-1").slice(0, 2)).toEqual(["eu-west-1", "standby"]);
  });

  it("puts subnets where their routes lead, whatever they are called", () => {
    const rerouted = changed(platform, "us-east-1::payments::aws:ec2/route:Route::nat", {
      natGatewayId: "",
      gatewayId: "igw-1",
    });
    const privateBand = "band/us-east-1/0/private";
    expect(textsOf(drawPlatform(platform), privateBand)).toContain("private");
    const svg = drawPlatform(rerouted);
    expect(textsOf(svg, privateBand)).not.toContain("private");
    expect(textsOf(svg, "band/us-east-1/0/public")).toContain("private");
  });

  it("stands each database instance in its zone's subnet", () => {
    const svg = drawPlatform(platform);
    const cell = textsOf(svg, "cell/us-east-1/0/isolated/us-east-1a");
    // How many rules this small platform breaks is not what this is about.
    const told = cell.filter((text) => !text.startsWith("! "));
    expect(told).toEqual([expect.stringMatching(/^10\./), "data", "Writer", "db.r7g.large"]);
  });

  it("says which region's database writes, also after a failover", () => {
    const before = drawPlatform(platform);
    expect(textsOf(before, cluster("us-east-1"))).toContain("writes");
    expect(textsOf(before, cluster("eu-west-1"))).toContain("follows");

    const after = drawPlatform(
      changed(platform, "us-east-1::payments::aws:rds/cluster:Cluster::database", {
        replicationSourceIdentifier: "arn:aws:rds:eu-west-1:111122223333:cluster:database",
      }),
    );
    expect(textsOf(after, cluster("us-east-1"))).toContain("follows");
    expect(textsOf(after, cluster("eu-west-1"))).toContain("writes");
    expect(textsOf(after, "cell/eu-west-1/0/isolated/eu-west-1a")).toContain("Writer");
  });

  it("tells the primary record from the secondary one", () => {
    const svg = drawPlatform(platform);
    expect(textsOf(svg, "names/us-east-1")).toEqual(["pay.example.com", "health check", "primary"]);
    expect(textsOf(svg, "names/eu-west-1")).toEqual(["pay.example.com", "secondary"]);
  });

  it("shows which way of an accelerator is open", () => {
    const accelerator = resource("global", "aws:globalaccelerator/accelerator:Accelerator", "any", {
      name: "anycast",
      dnsName: "abc.awsglobalaccelerator.com",
    });
    const name = resource("global", "aws:route53/record:Record", "any", {
      name: "any.example.com",
      type: "A",
      aliases: [{ name: "abc.awsglobalaccelerator.com" }],
    });
    const group = (region: string, endpoints: object[]) =>
      resource("global", "aws:globalaccelerator/endpointGroup:EndpointGroup", region, {
        endpointGroupRegion: region,
        trafficDialPercentage: endpoints.length * 100,
        endpointConfigurations: endpoints,
      });
    const groups = [group("us-east-1", [{ weight: 128 }]), group("eu-west-1", [])];
    const svg = drawPlatform([...platform, accelerator, name, ...groups]);
    expect(textsOf(svg, name.urn)).toEqual(["any.example.com → Global Accelerator"]);
    expect(textsOf(svg, accelerator.urn)).toEqual(["Global Accelerator · anycast"]);
    expect(groups.map(({ urn }) => textsOf(svg, urn)[1])).toEqual(["dial 100 %", "closed"]);
  });

  it("shows transit gateways, and what peers them", () => {
    const gateway = resource(
      "us-east-1",
      "aws:ec2transitgateway/transitGateway:TransitGateway",
      "transit",
      { region: "us-east-1" },
    );
    const peering = resource(
      "global",
      "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
      "joint",
      { region: "eu-west-1", peerRegion: "us-east-1" },
    );
    const svg = drawPlatform([...platform, gateway, peering]);
    expect(textsOf(svg, "region/us-east-1")).toContain("Transit gateway · transit");
    expect(textsOf(svg, "links")).toContain("Transit gateway peering · joint");
  });

  it("shows the journal's copies and its witness", () => {
    const table = urnOf(platform, "journal");
    expect(textsOf(drawPlatform(platform), table)).toEqual(
      expect.arrayContaining(["eu-central-1", "replica", "eu-west-2", "witness"]),
    );
  });

  it.each([1, 2, 3].flatMap((regions) => [1, 2, 4].map((zones) => ({ regions, zones }))))(
    "draws $regions regions of $zones zones",
    ({ regions: count, zones }) => {
      const regions = ["us-east-1", "eu-west-1", "ap-south-1"].slice(0, count);
      const boxes = textsByBox(drawPlatform(platformOf({ regions, zones })));
      const keys = [...boxes.keys()];
      expect(keys.filter((key) => key.startsWith("zone/"))).toHaveLength(count * zones);
      expect(keys.filter((key) => key.startsWith("link/"))).toHaveLength(
        (count * (count - 1)) / 2 + (count - 1),
      );
    },
  );

  it.each(["base", "us-east-1", "global"])("draws the stack %s alone", (stack) => {
    const own = platform.filter(({ urn }) => urn.startsWith(`urn:pulumi:test-${stack}:`));
    expect([...textsByBox(drawPlatform(own)).keys()].length).toBeGreaterThan(1);
  });

  it("draws nothing at all", () => {
    expect(drawPlatform([])).toContain("0 resources");
  });

  it("escapes what resources are called", () => {
    const evil = resource("base", "aws:dynamodb/table:Table", "<script>alert(1)</script>", {});
    expect(drawPlatform([evil])).not.toContain("<script>");
    expect(platformPage([evil])).not.toContain("<script>alert");
  });
});

describe("drawPlatform with marks", () => {
  it.each([
    ["create", "+ create"],
    ["update", "~ update"],
    ["replace", "± replace"],
    ["delete", "− delete"],
  ] as const)("says %s with a sign and a word", (mark, text) => {
    const svg = drawPlatform(platform, { marks: new Map([[cluster("eu-west-1"), mark]]) });
    expect(textsOf(svg, cluster("eu-west-1"))).toContain(text);
    expect(textsOf(svg, cluster("us-east-1"))).not.toContain(text);
    expect(svg).toContain(`1 to ${mark}`);
  });

  it("gathers what has no box of its own, and leaves components out", () => {
    const rules = ["one", "two"].map((name) =>
      resource("us-east-1", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", name, {}),
    );
    const component = resource(
      "us-east-1",
      "payments:data:ClientAccess",
      "it",
      {},
      { custom: false },
    );
    const marks = new Map([...rules, component].map(({ urn }) => [urn, "create"] as const));
    const svg = drawPlatform([...platform, ...rules, component], { marks });
    expect(textsOf(svg, "others").slice(1)).toEqual([
      "2 × SecurityGroupIngressRule",
      "in test-us-east-1",
      "+ create",
    ]);
    expect(svg).toContain("2 to create");
  });

  it("keeps the rows of two regions level, whatever is marked in one", () => {
    const vpc = urnOf(platform, "us-east-1::payments::aws:ec2/vpc:Vpc::network");
    const svg = drawPlatform(platform, {
      marks: new Map([
        [vpc, "replace"],
        [cluster("us-east-1"), "update"],
      ]),
    });
    const top = (key: string) =>
      new RegExp(`data-box="${key}"[^>]*><rect x="[^"]*" y="([^"]*)"`).exec(svg)?.[1];
    for (const kind of ["public", "private", "isolated"]) {
      expect(top(`band/us-east-1/0/${kind}`)).toBeDefined();
      expect(top(`band/us-east-1/0/${kind}`)).toBe(top(`band/eu-west-1/0/${kind}`));
    }
  });

  it("counts the policies that a resource breaks", () => {
    const broken = changed(platform, "failover-eu-west-1", { healthCheckId: "another" });
    expect(textsOf(drawPlatform(broken), "names/eu-west-1")).toContain("! 1");
  });
});
