// SPDX-License-Identifier: Apache-2.0
import { abroad, dbClusterType, dbInstanceType, replicatedDatabases } from "../../lib/databases";
import { pciDss, wellArchitected } from "../../lib/frameworks";
import type { Resource } from "../../lib/graph";
import { regionText } from "../../lib/parity";
import { regionOfArn } from "../../lib/region";
import { environmentRule } from "../../lib/rule";
import { tableType } from "../../lib/tables";
import type { Value } from "../../lib/value";

const secret = "aws:secretsmanager/secret:Secret";

/** A replica's key, and where the replica stands. */
interface Sealed {
  readonly owner: Resource;
  readonly key: Value;
  readonly region: string;
}

export const encryptReplicasInOwnRegion = environmentRule({
  id: "encrypt-replicas-in-own-region",
  requirement: "Every replica in another region is encrypted with a named key of that region.",
  severity: "high",
  level: "mandatory",
  protectsFrom:
    "A replica can't use a key of the source's region, and one that falls back on AWS's own key there can neither be shared nor have its key withheld.",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
  ],
  frameworks: [pciDss("3.5.1"), wellArchitected("SEC08-BP02")],
  fix: "Name a key of the replica's region.",
  types: [dbClusterType, dbInstanceType, tableType, secret],
  check(graph, { each, violation }) {
    const databases = replicatedDatabases(graph)
      .flatMap(abroad)
      .map((owner) => ({ owner, key: owner.at("kmsKeyId"), region: regionText(owner) }));
    const copies = [
      ...graph.ofType(tableType).map((owner) => copiesOf(owner, "regionName", "kmsKeyArn")),
      ...graph.ofType(secret).map((owner) => copiesOf(owner, "region", "kmsKeyId")),
    ].flat();
    each([...databases, ...copies], ({ owner, key, region }) => {
      const text = key.text() ?? "";
      if (text === "") violation(owner, `its copy in ${region} has no key of its own`);
      const foreign = regionOfArn(text);
      if (foreign === undefined || foreign === region) return;
      violation(owner, `its copy in ${region} has a key of ${foreign}`);
    });
  },
});

/** @throws Undecidable */
function copiesOf(owner: Resource, region: string, key: string): Sealed[] {
  const replicas = owner.at("replicas").items();
  return replicas.map((one) => ({
    owner,
    key: one.at(key),
    region: one.at(region).text() ?? "",
  }));
}
