// SPDX-License-Identifier: Apache-2.0
import { bucketParts, bucketType } from "../../lib/buckets";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { stackRule } from "../../lib/rule";
import type { Value } from "../../lib/value";

export const requireTlsForBuckets = stackRule({
  id: "require-tls-for-buckets",
  requirement: "Every bucket's policy denies requests without TLS.",
  severity: "high",
  level: "mandatory",
  protectsFrom: "S3 answers plain HTTP unless a bucket's policy denies it.",
  sources: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
  ],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP02")],
  fix: 'Deny "s3:*" to everybody where aws:SecureTransport is false.',
  types: [bucketType],
  check(graph, { each, violation }) {
    const policies = bucketParts(graph, "BucketPolicy");
    each(graph.ofType(bucketType), (bucket) => {
      const found = policies.of(bucket);
      if (!found.some(deniesPlainHttp)) violation(bucket, "no policy denies requests without TLS");
    });
  },
});

function deniesPlainHttp(policy: Resource): boolean {
  return policy.at("policy").json().at("Statement").items().some(isDenial);
}

function isDenial(statement: Value): boolean {
  const condition = statement.at("Condition", "Bool", "aws:SecureTransport");
  const actions = statement.at("Action").items();
  return (
    statement.at("Effect").text() === "Deny" &&
    condition.items().some((value) => value.text() === "false") &&
    actions.some((action) => ["s3:*", "*"].includes(action.text() ?? ""))
  );
}
