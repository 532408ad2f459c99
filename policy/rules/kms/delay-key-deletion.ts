// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const delayKeyDeletion = resourceRule({
  id: "delay-key-deletion",
  requirement: "A key that is to be deleted can be saved for a month.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "What a deleted key encrypted is gone, backups in every region too, and seven days may pass before the monthly job that needs them fails.",
  sources: ["https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"],
  frameworks: [pciDss("3.7.5"), wellArchitected("SEC08-BP01")],
  fix: "Set deletionWindowInDays to the rule's minimumDays or more, or leave it out for 30.",
  settings: {
    minimumDays: {
      description: "Days between the order to delete a key and its end",
      default: 30,
      schema: { minimum: 7, maximum: 30 },
    },
  },
  types: ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
  check(key, { config, violation }) {
    const days = key.at("deletionWindowInDays");
    if ((days.number() ?? 30) < config.minimumDays) violation(key, found(days));
  },
});
