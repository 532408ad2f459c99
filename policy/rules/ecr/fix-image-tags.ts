// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

const property = "imageTagMutability";

export const fixImageTags = resourceRule({
  id: "fix-image-tags",
  requirement: "A tag of an image always names the same image.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "By default a tag can be pushed again: a pod that restarts in a failover then runs another program than its neighbours, and replication may not have brought it yet.",
  sources: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"],
  frameworks: [pciDss("6.5.1"), wellArchitected("SEC06-BP04")],
  fix: `Set ${property} to IMMUTABLE.`,
  types: ["aws:ecr/repository:Repository"],
  check(repository, { violation }) {
    const mutability = repository.at(property);
    if (mutability.text() !== "IMMUTABLE") violation(repository, found(mutability));
  },
  remedy(repository) {
    const mutability = repository.at(property);
    // Exceptions by pattern were made on purpose; to end them is for a person to decide.
    const plain = mutability.isKnown && (mutability.text() ?? "MUTABLE") === "MUTABLE";
    return plain ? { [property]: "IMMUTABLE" } : undefined;
  },
});
