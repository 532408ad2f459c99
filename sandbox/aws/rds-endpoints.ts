// SPDX-License-Identifier: Apache-2.0
import type { Self } from "../provider/resource-type";
import { hexDigits, text, type Properties } from "../provider/values";
import { arn } from "./arn";
import { uuid } from "./uuid";

/** Zones that RDS endpoints live in, for alias records. */
const hostedZones: Readonly<Record<string, string>> = {
  "us-east-1": "Z2R2ITUGPM61AM",
  "us-west-2": "Z1PVIF0B656C1W",
  "eu-west-1": "Z29XKXDKYMONMX",
  "eu-central-1": "Z1RLNUO7B9Q6NB",
};

/** The Route 53 zone of the region's endpoints. */
export function hostedZone({ region, digest }: Self): string {
  return hostedZones[region] ?? `Z${digest(13, region).toUpperCase()}`;
}

/** Twelve characters that all endpoints of an account share in a region. */
export function accountSuffix({ account, region }: Self): string {
  return `c${hexDigits([account, region], 11)}`;
}

/** The secret that RDS itself keeps, where it is asked to; named after the resource id. */
export function managedSecrets(self: Self, kind: "cluster" | "db"): Properties[] {
  if (self.inputs.manageMasterUserPassword !== true) return [];
  const name = `rds!${kind}-${uuid(self.digest(32, "secret"))}-${self.digest(6)}`;
  return [
    {
      kmsKeyId: text(self.inputs, "masterUserSecretKmsKeyId") ?? "",
      secretArn: arn(self, "secretsmanager", `secret:${name}`),
      secretStatus: "active",
    },
  ];
}
