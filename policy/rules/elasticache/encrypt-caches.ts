// SPDX-License-Identifier: Apache-2.0
import { expectFlag, expectGiven, found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptCaches = resourceRule({
  id: "encrypt-caches",
  requirement: "Caches take TLS alone, and are encrypted on disk with a key of the customer's own.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Neither is on by default, encryption on disk can't be switched on later, and the mode preferred lets clients in without TLS.",
  sources: [
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
  ],
  frameworks: [pciDss("3.5.1"), pciDss("4.2.1"), wellArchitected("SEC08-BP02")],
  fix: "Set transitEncryptionEnabled, transitEncryptionMode required, atRestEncryptionEnabled and kmsKeyId.",
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  check(group, context) {
    const flags = ["transitEncryptionEnabled", "atRestEncryptionEnabled"];
    context.each(flags, (flag) => expectFlag(group, [flag], true, context));
    expectGiven(group, ["kmsKeyId"], context);
    // Left out, it is "required" where TLS is on from the start.
    const mode = group.at("transitEncryptionMode");
    if (mode.text() === "preferred") context.violation(group, found(mode));
  },
});
