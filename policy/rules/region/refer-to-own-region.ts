// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Graph, Resource } from "../../lib/graph";
import { isRegional } from "../../lib/region";
import { stackRule, type Context } from "../../lib/rule";
import type { Value } from "../../lib/value";

/** Properties that name something AWS looks for in the resource's own region. */
const references: readonly string[] = [
  "kmsKeyId",
  "kmsKeyArn",
  "kmsMasterKeyId",
  "performanceInsightsKmsKeyId",
  "masterUserSecretKmsKeyId",
  "encryptionConfig.provider.keyArn",
  "encryptionConfigurations[].kmsKey",
  "serverSideEncryption.kmsKeyArn",
  "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId",
  "blockDeviceMappings[].ebs.kmsKeyId",
  "certificateArn",
  "defaultActions[].targetGroupArn",
  "alarmActions[]",
  "okActions[]",
  "insufficientDataActions[]",
];

/** Copies of a resource in other regions: the region, and the key that has to be of that region. */
const copies = [
  { region: "regionName", key: "kmsKeyArn" },
  { region: "region", key: "kmsKeyId" },
] as const;

/** What they name, by type. */
const named = [
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/alias:Alias",
  "aws:acm/certificate:Certificate",
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:lb/targetGroup:TargetGroup",
  "aws:sns/topic:Topic",
];

export const referToOwnRegion = stackRule({
  id: "refer-to-own-region",
  requirement:
    "Keys, certificates, target groups and alarm topics that a resource names are of its own region.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A standby that is encrypted with the active region's key can't be opened when that region is down; for certificates and topics AWS refuses in the middle of an update, or the alarm says nothing.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html",
    "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
  ],
  frameworks: [wellArchitected("REL10-BP01"), wellArchitected("REL13-BP02")],
  fix: "Name the one of the resource's own region; make one there if there is none.",
  types: ["aws:*"],
  check(graph, context) {
    const regional = graph.ofType("aws:*").filter(({ type }) => isRegional(type));
    context.each(regional, (resource) => {
      context.each(references, (path) => {
        context.each(valuesAt(resource, path), (reference) => {
          judge(graph, resource, { reference, own: resource.region }, context);
        });
      });
      context.each(copies, ({ region, key }) => {
        context.each(resource.at("replicas").items(), (copy) => {
          const own = copy.at(region);
          if (own.isGiven) judge(graph, resource, { reference: copy.at(key), own }, context);
        });
      });
    });
  },
});

function judge(
  graph: Graph,
  resource: Resource,
  { reference, own }: { readonly reference: Value; readonly own: Value },
  { violation }: Pick<Context, "violation">,
): void {
  const regions = regionsOf(graph, reference);
  const expected = regions.length > 0 ? own.text() : undefined;
  // A resource without a region is another rule's.
  if (expected === undefined || regions.includes(expected)) return;
  violation(resource, `${reference.path} is of ${regions.join(", ")}, not of ${expected}`);
}

/** By its ARN, or, where that isn't known yet, by what it will be the ARN of. @throws Undecidable */
function regionsOf(graph: Graph, reference: Value): string[] {
  if (!reference.isKnown) {
    return graph
      .referents(reference, ...named)
      .map((target) => target.region.text())
      .filter((region) => region !== undefined);
  }
  const region = /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(reference.text() ?? "")?.[1];
  return region === undefined ? [] : [region];
}

/** The values of a path in which `[]` stands for every item of a list. */
function valuesAt(resource: Resource, path: string): Value[] {
  const [first = "", ...rest] = path.split(".");
  return rest.reduce<Value[]>(
    (values, step) => values.flatMap((value) => inside(value, step)),
    inside(resource, first),
  );
}

function inside(of: Resource | Value, step: string): Value[] {
  return step.endsWith("[]") ? of.at(step.slice(0, -2)).items() : [of.at(step)];
}
