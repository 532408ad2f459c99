// SPDX-License-Identifier: Apache-2.0
import { expectFlag, setFlag } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { resourceRule } from "../../lib/rule";

const decisive = ["customerMasterKeySpec", "customKeyStoreId"];

export const rotateKeys = resourceRule({
  id: "rotate-keys",
  requirement: "The material of keys is replaced every year.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "It is off by default. Old material stays for what it encrypted, so that nothing has to be encrypted anew and nothing is in the way.",
  sources: ["https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html"],
  frameworks: [pciDss("3.7.4"), wellArchitected("SEC08-BP01")],
  fix: "Set enableKeyRotation to true.",
  types: ["aws:kms/key:Key"],
  check(key, context) {
    if (canRotate(key)) expectFlag(key, ["enableKeyRotation"], true, context);
  },
  remedy(key) {
    const known = decisive.every((property) => key.at(property).isKnown);
    return known && canRotate(key) ? setFlag("enableKeyRotation", true)(key) : undefined;
  },
});

/** KMS rotates symmetric keys of its own store; others are replaced by hand. */
function canRotate(key: Resource): boolean {
  if (key.at("customKeyStoreId").isGiven) return false;
  return (key.at("customerMasterKeySpec").text() ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
}
