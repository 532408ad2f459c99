// SPDX-License-Identifier: Apache-2.0
import { expectGiven } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const letStorageGrow = resourceRule({
  id: "let-storage-grow",
  requirement: "The storage of database instances grows before it is full.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A full disk stops PostgreSQL. A replication slot whose standby is away fills it with WAL within hours, exactly when the other region is in trouble.",
  sources: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html"],
  frameworks: [wellArchitected("REL07-BP01")],
  fix: "Set maxAllocatedStorage above allocatedStorage.",
  types: ["aws:rds/instance:Instance"],
  check(instance, context) {
    expectGiven(instance, ["maxAllocatedStorage"], context);
    const [most, now] = [instance.at("maxAllocatedStorage"), instance.at("allocatedStorage")];
    if (!now.isGiven || !most.isGiven || (most.number() ?? 0) > (now.number() ?? 0)) return;
    context.violation(instance, `${most.path} is not above ${now.path}`);
  },
});
