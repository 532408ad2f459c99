// SPDX-License-Identifier: Apache-2.0
import type { Cloud } from "../provider/cloud";
import { ResourceHandler } from "../provider/provider";
import { text } from "../provider/values";
import { awsProvider } from ".";
import { domainName, isPrivate, zoneType } from "./route53-names";

/** What an AWS account has before the platform comes to it. */
export interface Account {
  /** The 12 digits of the account. */
  readonly account: string;
  /** Name of the public zone that the platform adopts. @default - none; the platform makes it */
  readonly zone?: string;
}

/**
 * Puts into a cloud what is in the account before the first `up`: the zone to adopt, delegated and
 * with accelerated recovery, as the README asks for. Doing it again changes nothing.
 */
export async function seedCloud(cloud: Cloud, { account, zone }: Account): Promise<void> {
  await cloud.alone(() => {
    const settings = cloud.settings();
    if (settings.account !== account) cloud.saveSettings({ ...settings, account });
  });
  if (zone === undefined || hasPublicZone(cloud, zone)) return;
  const inputs = {
    name: domainName(zone),
    comment: "Here before the platform",
    enableAcceleratedRecovery: true,
  };
  const instance = { configuration: {}, place: "us-east-1", account, cloud };
  // No urn: no program made it, and none may delete it.
  const target = { urn: "", token: zoneType, name: zone };
  await new ResourceHandler(awsProvider).create(instance, target, inputs);
}

function hasPublicZone(cloud: Cloud, name: string): boolean {
  return cloud
    .list(zoneType, "global")
    .some(
      ({ inputs }) =>
        !isPrivate(inputs) && domainName(text(inputs, "name") ?? "") === domainName(name),
    );
}
