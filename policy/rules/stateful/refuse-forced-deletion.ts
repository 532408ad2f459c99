// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { guardSettings, isGuarded } from "../../lib/guarded";
import { resourceRule } from "../../lib/rule";

const properties = ["forceDestroy", "forceDelete"];

export const refuseForcedDeletion = resourceRule({
  id: "refuse-forced-deletion",
  requirement: "Buckets, repositories, zones and global clusters are deleted only when empty.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With forceDestroy a deletion takes every object, image or record with it before AWS could refuse.",
  sources: [
    "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/",
    "https://www.pulumi.com/registry/packages/aws/api-docs/route53/zone/",
  ],
  frameworks: [wellArchitected("REL09-BP01")],
  fix: "Set forceDestroy, or forceDelete, to false.",
  settings: guardSettings,
  types: [
    "aws:s3/bucket:Bucket",
    "aws:ecr/repository:Repository",
    "aws:route53/zone:Zone",
    "aws:rds/globalCluster:GlobalCluster",
  ],
  check(resource, { config, each, violation }) {
    each(properties, (property) => {
      const forced = resource.at(property);
      if (forced.flag() === true && isGuarded(resource, config)) violation(resource, found(forced));
    });
  },
  remedy(resource, config) {
    const forced = properties.filter((property) => {
      const value = resource.at(property);
      return value.isKnown && value.flag() === true;
    });
    if (forced.length === 0 || !resource.tag(config.environmentTag).isKnown) return undefined;
    return isGuarded(resource, config)
      ? Object.fromEntries(forced.map((property) => [property, false]))
      : undefined;
  },
});
