// SPDX-License-Identifier: Apache-2.0
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";
import { conditionsOf, isAllowed, isForAnyone, statementsOf, textsOf } from "../../lib/statements";
import type { Value } from "../../lib/value";

export const requireBucketTls = resourceRule({
  id: "require-bucket-tls",
  requirement: "The policy of a bucket refuses every request without TLS.",
  severity: "medium",
  level: "mandatory",
  protectsFrom: "S3 answers plain HTTP too, and signs and objects are then read on the way.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html"],
  frameworks: [pciDss("4.2.1"), wellArchitected("SEC09-BP02")],
  fix: "Deny s3:* to everybody under the condition that aws:SecureTransport is false.",
  types: ["aws:s3/bucketPolicy:BucketPolicy"],
  check(policy, { violation }) {
    if (!statementsOf(policy.at("policy")).some(refusesPlainText)) {
      violation(policy, "no statement refuses requests without TLS");
    }
  },
});

function refusesPlainText(statement: Value): boolean {
  if (isAllowed(statement) || !isForAnyone(statement)) return false;
  const all = textsOf(statement.at("Action")).some((action) => action === "s3:*" || action === "*");
  return (
    all &&
    conditionsOf(statement).some(
      ({ operator, key, values }) =>
        operator.startsWith("Bool") &&
        key.toLowerCase() === "aws:securetransport" &&
        values.includes("false"),
    )
  );
}
