// SPDX-License-Identifier: Apache-2.0
import { found, isFilled } from "../../lib/expect";
import { wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const keepReplicasPromotable = resourceRule({
  id: "keep-replicas-promotable",
  requirement:
    "A replica of another region's database has a standby, backups and a key of its own, as the writer that it may become.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "A promoted replica keeps what it had: one zone, no backups. To add a standby or the first backup then takes minutes to hours, under full load, on the only copy there is.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL11-BP05")],
  fix: "Set multiAz to true, backupRetentionPeriod to the rule's minimumDays or more, and kmsKeyId to a key of the replica's region.",
  settings: {
    minimumDays: {
      description: "Days of backups that the replica keeps",
      default: 1,
      schema: { minimum: 1, maximum: 35 },
    },
  },
  types: ["aws:rds/instance:Instance"],
  check(instance, { config, each, violation }) {
    const source = instance.at("replicateSourceDb");
    if (!source.isGiven) return;
    const [multiAz, days, key] = [
      instance.at("multiAz"),
      instance.at("backupRetentionPeriod"),
      instance.at("kmsKeyId"),
    ];
    const flaws = [
      { value: multiAz, isFlaw: () => multiAz.flag() !== true },
      { value: days, isFlaw: () => (days.number() ?? 0) < config.minimumDays },
      { value: key, isFlaw: () => !isFilled(key) },
    ];
    each(flaws, ({ value, isFlaw }) => {
      // The source comes last: its ARN isn't known before it exists. One of the same region is
      // named by its identifier, and is a spare of the writer's, not a writer to be.
      if (isFlaw() && source.text()?.startsWith("arn:") === true) violation(instance, found(value));
    });
  },
});
