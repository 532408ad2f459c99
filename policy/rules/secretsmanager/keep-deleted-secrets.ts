// SPDX-License-Identifier: Apache-2.0
import { found } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { guardSettings, isGuarded } from "../../lib/guarded";
import { resourceRule } from "../../lib/rule";

const property = "recoveryWindowInDays";

export const keepDeletedSecrets = resourceRule({
  id: "keep-deleted-secrets",
  requirement: "A secret that is deleted can be had back for a week.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "With 0, which spares an error when a stack is made again under the same name, the password of a running database is gone at once.",
  sources: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  ],
  frameworks: [wellArchitected("REL09-BP01"), wellArchitected("SEC02-BP03")],
  fix: `Set ${property} to the rule's minimumDays or more, or leave it out for 30.`,
  settings: {
    ...guardSettings,
    minimumDays: {
      description: "Days between the order to delete a secret and its end",
      default: 7,
      schema: { minimum: 7, maximum: 30 },
    },
  },
  types: ["aws:secretsmanager/secret:Secret"],
  check(secret, { config, violation }) {
    if (daysOf(secret) >= config.minimumDays || !isGuarded(secret, config)) return;
    violation(secret, found(secret.at(property)));
  },
  remedy(secret, config) {
    const known = secret.at(property).isKnown && secret.tag(config.environmentTag).isKnown;
    if (!known || daysOf(secret) >= config.minimumDays) return undefined;
    return isGuarded(secret, config) ? { [property]: config.minimumDays } : undefined;
  },
});

function daysOf(secret: Resource): number {
  return secret.at(property).number() ?? 30;
}
