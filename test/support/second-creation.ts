// SPDX-License-Identifier: Apache-2.0
import { awsProvider } from "../../sandbox/aws";
import type { Again } from "../../sandbox/provider/again";
import type { Cloud, CloudObject } from "../../sandbox/provider/cloud";
import { ResourceHandler } from "../../sandbox/provider/provider";
import { Refusal } from "../../sandbox/provider/resource-type";

/**
 * What the stand-in does when an object is made a second time, by a program that doesn't know of
 * the first. The cloud is as before afterwards.
 */
export async function secondCreation(cloud: Cloud, object: CloudObject): Promise<Again> {
  // What is global is asked of some region.
  const region = object.place === "global" ? "us-east-1" : object.place;
  const { account } = cloud.settings();
  const instance = { configuration: { region }, place: region, account, cloud };
  const target = { urn: object.urn, token: object.type, name: "again" };
  const before = cloud.all();
  try {
    const inputs = { ...object.inputs, ...writeOnlyInputs(object) };
    const made = await new ResourceHandler(awsProvider).create(instance, target, inputs);
    return made.id === object.id ? "same" : "another";
  } catch (error) {
    if (error instanceof Refusal) return "refused";
    throw error;
  } finally {
    restore(cloud, before);
  }
}

/** What the cloud doesn't give back of what was asked for; the version beside it says that it was. */
function writeOnlyInputs({ type, inputs }: CloudObject): Record<string, string> {
  const { writeOnly = [] } = awsProvider.typeOf(type) ?? {};
  const given = writeOnly.filter((property) => `${property}Version` in inputs);
  return Object.fromEntries(given.map((property) => [property, "some-value-of-16"]));
}

function restore(cloud: Cloud, objects: readonly CloudObject[]): void {
  const wanted = new Map(objects.map((object) => [keyOf(object), object]));
  for (const after of cloud.all()) {
    const before = wanted.get(keyOf(after));
    if (before === undefined) cloud.remove(after);
    else if (JSON.stringify(before) !== JSON.stringify(after)) cloud.put(before);
    wanted.delete(keyOf(after));
  }
  for (const lost of wanted.values()) cloud.put(lost);
}

function keyOf({ type, place, id }: CloudObject): string {
  return [type, place, id].join(" ");
}
