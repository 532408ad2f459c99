// SPDX-License-Identifier: Apache-2.0
import type { CloudObject, CloudReader } from "../provider/cloud";
import { stateOf } from "../provider/cloud";
import { isRecord, list, text, texts } from "../provider/values";
import { domainName, isPrivate, recordType, zoneType } from "./route53-names";

export const certificateType = "aws:acm/certificate:Certificate";

/** A record that ACM looks for before it issues a certificate. */
interface Proof {
  /** The certificate's name that it proves. */
  readonly domain: string;
  /** Name of the record, without the last dot. */
  readonly recordName: string;
  readonly value: string;
}

/** The records that a certificate waits for: none, where it isn't proved by DNS. */
export function proofsOf(certificate: CloudObject): Proof[] {
  if (text(certificate.inputs, "validationMethod") !== "DNS") return [];
  return list(certificate.computed, "domainValidationOptions")
    .filter(isRecord)
    .map((option) => ({
      domain: text(option, "domainName") ?? "",
      recordName: domainName(text(option, "resourceRecordName") ?? ""),
      value: domainName(text(option, "resourceRecordValue") ?? ""),
    }));
}

/** The first of a certificate's names for which no public zone holds the record. */
export function unprovenName(cloud: CloudReader, certificate: CloudObject): string | undefined {
  const records = cloud.list(recordType, "global").filter(({ inputs }) => {
    const zone = cloud.find(zoneType, text(inputs, "zoneId") ?? "", "global");
    return zone !== undefined && !isPrivate(zone.inputs) && inputs.type === "CNAME";
  });
  const isThere = ({ recordName, value }: Proof): boolean =>
    records.some(
      (record) =>
        domainName(text(stateOf(record), "fqdn") ?? "") === recordName &&
        texts(record.inputs, "records").some((one) => domainName(one) === value),
    );
  return proofsOf(certificate).find((proof) => !isThere(proof))?.domain;
}
