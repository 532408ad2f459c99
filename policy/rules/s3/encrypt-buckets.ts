// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptBuckets = resourceRule({
  id: "encrypt-buckets",
  requirement: "Buckets are encrypted with a key of the customer's own.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "With S3's own key whoever may read an object may read it in clear; a key of one's own is a second permission, and one that is logged.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html"],
  frameworks: [pciDss("3.5.1"), wellArchitected("SEC08-BP02")],
  fix: "Set sseAlgorithm to aws:kms, kmsMasterKeyId, and bucketKeyEnabled for the price.",
  types: ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"],
  check(encryption, { each, violation }) {
    each(encryption.at("rules").items(), (rule) => {
      const way = rule.at("applyServerSideEncryptionByDefault");
      const [key, algorithm] = [way.at("kmsMasterKeyId"), way.at("sseAlgorithm")];
      if (!isFilled(key)) violation(encryption, found(key));
      if (!/^aws:kms(:dsse)?$/.test(algorithm.text() ?? ""))
        violation(encryption, found(algorithm));
    });
  },
});
