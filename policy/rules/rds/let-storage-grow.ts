// SPDX-License-Identifier: Apache-2.0
import { expectGiven } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

/** RDS refuses a limit that is nearer. */
const leastGrowth = 1.1;

export const letStorageGrow = resourceRule({
  id: "let-storage-grow",
  requirement: "The storage of database instances grows before it is full.",
  severity: "medium",
  level: "mandatory",
  protectsFrom:
    "A full disk stops PostgreSQL. A replication slot whose standby is away fills it with WAL within hours, exactly when the other region is in trouble.",
  sources: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html"],
  frameworks: [wellArchitected("REL07-BP01")],
  fix: "Set maxAllocatedStorage a tenth above allocatedStorage or more.",
  types: ["aws:rds/instance:Instance"],
  check(instance, context) {
    expectGiven(instance, ["maxAllocatedStorage"], context);
    const [most, now] = [instance.at("maxAllocatedStorage"), instance.at("allocatedStorage")];
    // A replica's is its source's.
    if (!now.isGiven || !most.isGiven) return;
    if ((most.number() ?? 0) >= (now.number() ?? 0) * leastGrowth) return;
    context.violation(instance, `${most.path} is less than a tenth above ${now.path}`);
  },
});
