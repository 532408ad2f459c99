// SPDX-License-Identifier: Apache-2.0
import { isFilled } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptImages = resourceRule({
  id: "encrypt-images",
  requirement: "Images are encrypted with a key of the customer's own.",
  severity: "low",
  level: "advisory",
  protectsFrom:
    "A repository can't be encrypted otherwise once it exists: who needs it later pushes every image anew.",
  sources: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html"],
  frameworks: [wellArchitected("SEC08-BP02")],
  fix: "Set encryptionConfigurations to one of type KMS with kmsKey.",
  types: ["aws:ecr/repository:Repository"],
  check(repository, { violation }) {
    const encryptions = repository.at("encryptionConfigurations").items();
    // A repository of the default type, AES256, can't name a key.
    if (encryptions.some((one) => isFilled(one.at("kmsKey")))) return;
    violation(repository, "encryptionConfigurations names no key");
  },
});
