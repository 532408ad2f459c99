// SPDX-License-Identifier: Apache-2.0
import type { Graph } from "./graph";
import { Referrers } from "./referrers";

export const bucketType = "aws:s3/bucket:Bucket";

/** What is said of buckets by resources of their own, `BucketVersioning` for instance. */
export function bucketParts(graph: Graph, part: string): Referrers {
  const module = `${part.charAt(0).toLowerCase()}${part.slice(1)}`;
  const parts = graph.ofType(`aws:s3/${module}:${part}`);
  return new Referrers(graph, parts, (one) => one.at("bucket"), bucketType);
}
