// SPDX-License-Identifier: Apache-2.0
import { dbClusterType, dbInstanceType, takesWrites } from "../../lib/databases";
import { wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { grouped } from "../../lib/referrers";
import { environmentRule } from "../../lib/rule";

export const keepOneWriter = environmentRule({
  id: "keep-one-writer",
  requirement: "At most one database of a name takes writes.",
  severity: "critical",
  level: "mandatory",
  protectsFrom:
    "Two writers of one ledger accept the same payment twice, or lose one of two changes, and asynchronous replication can't tell which.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-write-forwarding.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html",
  ],
  frameworks: [wellArchitected("REL13-BP02"), wellArchitected("REL04-BP04")],
  fix: "Make the other a replica, or a secondary of the global database without a user of its own.",
  settings: {
    writeForwarding: {
      description: "Whether secondaries may forward writes, with a way to settle conflicts",
      default: false,
    },
  },
  types: [dbClusterType, dbInstanceType],
  check(graph, { config, each, violation }) {
    const writers: Resource[] = [];
    each(graph.ofType(dbClusterType, dbInstanceType), (one) => {
      if (takesWrites(one)) writers.push(one);
      if (config.writeForwarding || one.at("enableGlobalWriteForwarding").flag() !== true) return;
      violation(one, "it forwards writes to the writer of another region");
    });
    const named = writers.filter((one) => nameOf(one) !== undefined);
    each([...grouped(named, (one) => nameOf(one) ?? "")], ([name, all]) => {
      const [first, ...others] = all;
      if (first === undefined || others.length === 0) return;
      const also = others.map((one) => `${one.name} of ${one.stack}`).join(", ");
      violation(first, `it takes writes to ${name}, and so does ${also}`);
    });
  },
});

/** Name of the database inside, which is the same wherever it is replicated. @throws Undecidable */
function nameOf(one: Resource): string | undefined {
  const name = one.at(one.type === dbInstanceType ? "dbName" : "databaseName").text();
  return name === "" ? undefined : name;
}
