// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from "node:util";

import { changed, type CloudObject, type CloudReader } from "../provider/cloud";
import type { Self } from "../provider/resource-type";
import { text, texts } from "../provider/values";

export const instanceToken = "aws:rds/instance:Instance";

/** The name of an instance, which is not its id: that is RDS's resource id. */
export function identifierOf({ inputs, computed }: CloudObject): string {
  return text(inputs, "identifier") ?? text(computed, "identifier") ?? "";
}

/** The instance that another copies: named by its ARN, or by its identifier in the same region. */
export function sourceOf({
  inputs,
  region,
  cloud,
}: Pick<Self, "inputs" | "region" | "cloud">): CloudObject | undefined {
  const named = text(inputs, "replicateSourceDb");
  if (named === undefined) return undefined;
  // arn:aws:rds:<region>:<account>:db:<identifier>
  const [, , , place = region, , , identifier = named] = named.split(":");
  return cloud.list(instanceToken, place).find((object) => identifierOf(object) === identifier);
}

/** Every instance whose list of replicas is no longer true, with the list as it is now. */
export function withTrueReplicas(cloud: CloudReader): CloudObject[] {
  const instances = cloud.list(instanceToken);
  return instances.flatMap((source) => {
    const replicas = replicasOf(source, cloud);
    if (isDeepStrictEqual(replicas, texts(source.computed, "replicas"))) return [];
    return [{ ...source, computed: { ...source.computed, replicas } }];
  });
}

/** By identifier in the source's region, by ARN elsewhere. */
function replicasOf(source: CloudObject, cloud: CloudReader): string[] {
  return cloud
    .list(instanceToken)
    .filter(({ inputs, place }) => {
      const found = sourceOf({ inputs, region: place, cloud });
      return found?.id === source.id && found.place === source.place;
    })
    .map((replica) =>
      replica.place === source.place
        ? identifierOf(replica)
        : (text(replica.computed, "arn") ?? identifierOf(replica)),
    );
}

/** A replica after its promotion: it copies nothing any more, keeps its backups and its replicas. */
export function standalone(replica: CloudObject): CloudObject {
  return changed(replica, "replicateSourceDb", undefined);
}
