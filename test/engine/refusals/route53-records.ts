// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, wrongArguments } from "../../support/refusal-shorthand";
import { twoSubnetsOf } from "./network";

const token = "aws:route53/record:Record";

type Record = Partial<aws.route53.RecordArgs>;

/** Zone of network load balancers in eu-west-1. */
const irishZone = "Z2IFOLAFXWLO4F";

/** The case's own zone: `c12.example`. */
function zoneOf({ aws, name }: Given): aws.route53.Zone {
  return new aws.route53.Zone(`${name}-zone`, { name: `${name}.example` });
}

function makeRecord(
  { aws, name }: Given,
  role: string,
  zoneId: pulumi.Input<string>,
  given: Record,
  opts: pulumi.CustomResourceOptions = {},
): aws.route53.Record {
  const args = { zoneId, name: "pay", type: "A" as const, ttl: 60, records: ["198.51.100.1"] };
  return new aws.route53.Record(`${name}-${role}`, { ...args, ...given }, opts);
}

const alone = wrongArguments<aws.route53.RecordArgs>(
  token,
  (given, wrong) => makeRecord(given, "record", zoneOf(given).zoneId, wrong),
  [
    [
      "check InvalidInput setIdentifier",
      "a record with a routing policy and no set",
      { failoverRoutingPolicies: [{ type: "PRIMARY" }] },
    ],
    ["check InvalidInput records", "a record of nothing", { ttl: undefined, records: undefined }],
    ["create InvalidInput ttl", "a record that lasts for no time", { ttl: undefined }],
    ["write InvalidInput ttl", "a record that lasts for less than no time", { ttl: -1 }],
    [
      "write InvalidInput setIdentifier",
      "a record with a set and no policy",
      { setIdentifier: "a" },
    ],
    ["write NoSuchHostedZone zoneId", "a record in no zone", { zoneId: "Z0123456789ABCDEFGHIJ" }],
    [
      "write NoSuchHealthCheck healthCheckId",
      "a record that follows no health check",
      { healthCheckId: "01234567-89ab-cdef-0123-456789abcdef" },
    ],
  ],
);

const primary: Record = {
  setIdentifier: "one",
  failoverRoutingPolicies: [{ type: "PRIMARY" }],
};
const secondary: Record = {
  setIdentifier: "two",
  failoverRoutingPolicies: [{ type: "SECONDARY" }],
};
const inVirginia: Record = {
  setIdentifier: "us-east-1",
  latencyRoutingPolicies: [{ region: "us-east-1" }],
};
const inIreland: Record = {
  setIdentifier: "eu-west-1",
  latencyRoutingPolicies: [{ region: "eu-west-1" }],
};

/** A record, and one of the same name and type beside it that is good or wrong. */
function besides(
  rule: "create name" | `write ${string}`,
  what: string,
  [first, good, wrong]: readonly [Record, Record, Record],
): RefusalCase {
  const [stage = "", property = ""] = rule.split(" ");
  return {
    ...named(`${stage as "create" | "write"} InvalidChangeBatch ${property}`),
    what,
    token,
    program: (given) => {
      const { zoneId } = zoneOf(given);
      const one = makeRecord(given, "one", zoneId, first);
      makeRecord(given, "two", zoneId, given.mistake ? wrong : good, { dependsOn: [one] });
    },
  };
}

const neighbours: readonly RefusalCase[] = [
  besides("create name", "a second record of a name and type", [{}, { name: "other" }, {}]),
  besides("write setIdentifier", "two routing policies under a name", [
    primary,
    secondary,
    inVirginia,
  ]),
  besides("write failoverRoutingPolicies", "two primary records of a name", [
    primary,
    secondary,
    { ...primary, setIdentifier: "two" },
  ]),
  besides("write latencyRoutingPolicies", "two records of a region under a name", [
    inVirginia,
    inIreland,
    { ...inVirginia, setIdentifier: "again" },
  ]),
  besides("write type", "a CNAME beside another record", [
    {},
    { name: "other", type: "CNAME", records: ["pay.example.net"] },
    { type: "CNAME", records: ["pay.example.net"] },
  ]),
];

const aliases: readonly RefusalCase[] = [
  {
    ...named("write InvalidChangeBatch aliases.zoneId"),
    what: "an alias with the zone of another region's load balancers",
    token,
    program: (given) => {
      const { aws, name, mistake } = given;
      const balancer = new aws.lb.LoadBalancer(`${name}-balancer`, {
        name,
        loadBalancerType: "network",
        internal: true,
        subnets: twoSubnetsOf(given).subnets.map(({ id }) => id),
      });
      const zoneId = mistake ? irishZone : balancer.zoneId;
      makeRecord(given, "alias", zoneOf(given).zoneId, {
        ttl: undefined,
        records: undefined,
        aliases: [{ name: balancer.dnsName, zoneId, evaluateTargetHealth: false }],
      });
    },
  },
  {
    ...named("write InvalidChangeBatch aliases.name"),
    what: "an alias of a record that isn't there",
    token,
    program: (given) => {
      const { zoneId } = zoneOf(given);
      const behind = makeRecord(given, "behind", zoneId, { name: "behind" });
      const target = given.mistake ? `none.${given.name}.example` : behind.fqdn;
      makeRecord(given, "alias", zoneId, {
        ttl: undefined,
        records: undefined,
        aliases: [{ name: target, zoneId, evaluateTargetHealth: false }],
      });
    },
  },
];

export const route53Records: readonly RefusalCase[] = [...alone, ...neighbours, ...aliases];
