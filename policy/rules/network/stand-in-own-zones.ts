// SPDX-License-Identifier: Apache-2.0
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const standInOwnZones = resourceRule({
  id: "stand-in-own-zones",
  requirement: "The zones that a resource names are zones of its own region.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Copied from the other region, a zone's name is refused only when the update is already under way, in the region that was to be the way out.",
  sources: [
    "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html",
  ],
  frameworks: [wellArchitected("REL10-BP01")],
  fix: "Name a zone of the resource's region, or give the resource the provider of the zone's.",
  types: [
    "aws:ec2/subnet:Subnet",
    "aws:ec2/instance:Instance",
    "aws:ebs/volume:Volume",
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:rds/clusterInstance:ClusterInstance",
    "aws:elasticache/replicationGroup:ReplicationGroup",
  ],
  check(resource, { each, violation }) {
    const zones = ["availabilityZone", "availabilityZones", "preferredCacheClusterAzs"];
    each(zones, (property) => {
      each(resource.at(property).items(), (zone) => {
        const name = zone.text();
        const region = resource.region.text();
        if (name === undefined || region === undefined || isZoneOf(name, region)) return;
        violation(resource, `${zone.path} is ${zone.shown()}, which is not a zone of ${region}`);
      });
    });
  },
});

/** `us-east-1a`, and the local zone `us-east-1-bos-1a`. */
function isZoneOf(name: string, region: string): boolean {
  return name.startsWith(region) && /^(-[a-z]+-\d)?[a-z]$/.test(name.slice(region.length));
}
