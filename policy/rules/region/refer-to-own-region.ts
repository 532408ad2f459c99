// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { isRegional } from "../../lib/region";
import { resourceRule } from "../../lib/rule";
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

export const referToOwnRegion = resourceRule({
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
  check(resource, { each, violation }) {
    if (!isRegional(resource.type)) return;
    const judge = (reference: Value, own: Value) => {
      const region = /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(reference.text() ?? "")?.[1];
      const expected = region && own.text();
      // A resource without a region is another rule's.
      if (!expected || region === expected) return;
      const finding = `${reference.path} is of ${region}, not of ${expected}`;
      violation(resource, finding);
    };
    each(references, (path) => {
      each(valuesAt(resource, path), (reference) => judge(reference, resource.region));
    });
    each(copies, ({ region, key }) => {
      each(resource.at("replicas").items(), (copy) => {
        if (copy.at(region).isGiven) judge(copy.at(key), copy.at(region));
      });
    });
  },
});

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
