// SPDX-License-Identifier: Apache-2.0
import { expectFlag, found, isFilled } from "../../lib/expect";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import { resourceRule } from "../../lib/rule";

export const encryptTables = resourceRule({
  id: "encrypt-tables",
  requirement: "Tables, and their copies, are encrypted with keys of the customer's own.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "Without it they are encrypted with a key that AWS owns, whose use nobody sees and nobody can stop.",
  sources: [
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
  ],
  frameworks: [pciDss("3.5.1"), wellArchitected("SEC08-BP02")],
  fix: "Set serverSideEncryption with enabled true and kmsKeyArn, and kmsKeyArn of each replica.",
  types: ["aws:dynamodb/table:Table"],
  check(table, context) {
    const keys = [
      table.at("serverSideEncryption", "kmsKeyArn"),
      ...table
        .at("replicas")
        .items()
        .map((copy) => copy.at("kmsKeyArn")),
    ];
    for (const key of keys) if (!isFilled(key)) context.violation(table, found(key));
    expectFlag(table, ["serverSideEncryption", "enabled"], true, context);
  },
});
