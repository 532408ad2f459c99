// SPDX-License-Identifier: Apache-2.0
import { Command } from "commander";

import { changed, Cloud, stateOf, type CloudObject } from "../provider/cloud";
import { addPromoteCommand } from "./cloud-promote";
import { addRulesCommand } from "./cloud-rules";
import { addTypesCommand } from "./cloud-types";
import { addFaultCommands } from "./faults";
import { orphansAsText, orphansOf } from "./orphans";
import { addOutageCommands } from "./outages";
import { cloudDirectory, stateDirectory } from "./session";
import { UsageError } from "./stacks";
import { tellTroubles } from "./troubles";

interface Filter {
  readonly type?: string;
  readonly place?: string;
}

/** The objects that the filter lets through, a line each: place, type, id. */
export function listObjects(cloud: Cloud, filter: Filter): string[] {
  return matching(cloud, filter).map(({ place, type, id }) => `${place}  ${type}  ${id}`);
}

/** An object as the provider shows it. */
export function showObject(cloud: Cloud, id: string, filter: Filter): string {
  const object = theOne(cloud, id, filter);
  const { type, place, urn } = object;
  return JSON.stringify({ id, type, place, urn, properties: stateOf(object) }, null, 2);
}

/** Changes a property behind Pulumi's back; the value is JSON, or else a string. */
export async function setProperty(
  cloud: Cloud,
  id: string,
  path: string,
  value: string,
  filter: Filter,
): Promise<void> {
  await cloud.alone(() => cloud.put(changed(theOne(cloud, id, filter), path, parsed(value))));
}

/** Deletes an object behind Pulumi's back. */
export async function deleteObject(cloud: Cloud, id: string, filter: Filter): Promise<void> {
  await cloud.alone(() => cloud.remove(theOne(cloud, id, filter)));
}

/** `cloud list|show|set|delete`, and what else there is. */
export function cloudCommand(): Command {
  const command = new Command("cloud").description(
    "look at the sandbox's cloud, or change it as someone with the AWS console would",
  );
  const subcommand = (usage: string, description: string) =>
    command
      .command(usage)
      .description(description)
      .option("--environment <name>", "environment whose cloud it is", "production")
      .option("--type <type>", "only objects of this type, such as aws:ec2/vpc:Vpc")
      .option("--place <place>", "only objects in this place, such as eu-west-1 or global");
  subcommand("list", "list objects: place, type, id")
    .option("--orphans", "only what no stack's state knows, and what to do about it")
    .action(list);
  subcommand("show <id>", "show an object").action((id: string, options: Options) => {
    print(showObject(open(options), id, options));
  });
  subcommand("set <id> <property> <value>", "change a property, such as tags.owner").action(
    (id: string, path: string, value: string, options: Options) =>
      setProperty(open(options), id, path, value, options),
  );
  subcommand("delete <id>", "delete an object").action((id: string, options: Options) =>
    deleteObject(open(options), id, options),
  );
  addPromoteCommand(command);
  addRulesCommand(command);
  addTypesCommand(command);
  addOutageCommands(command, open);
  addFaultCommands(command, open);
  return command;
}

interface Options extends Filter {
  readonly environment: string;
}

function list(options: Options & { readonly orphans?: boolean }): void {
  const { environment, orphans = false } = options;
  const cloud = open(options);
  tellTroubles(cloud, environment);
  if (!orphans) return listObjects(cloud, options).forEach(print);
  const found = orphansOf(cloud, stateDirectory(environment), environment).filter(({ object }) =>
    matches(object, options),
  );
  print(found.length === 0 ? "no orphans" : orphansAsText(found));
}

function open({ environment }: Pick<Options, "environment">): Cloud {
  return new Cloud(cloudDirectory(environment));
}

function theOne(cloud: Cloud, id: string, filter: Filter): CloudObject {
  const [object, ...others] = matching(cloud, filter).filter((candidate) => candidate.id === id);
  if (object === undefined) throw new UsageError(`the cloud has no object "${id}"`);
  if (others.length > 0) {
    const places = [object, ...others].map(({ type, place }) => `${type} in ${place}`);
    throw new UsageError(`"${id}" is ${places.join(" and ")}; add --type or --place`);
  }
  return object;
}

function matching(cloud: Cloud, filter: Filter): CloudObject[] {
  return cloud.all().filter((object) => matches(object, filter));
}

function matches(object: CloudObject, { type, place }: Filter): boolean {
  return [type ?? object.type, place ?? object.place].join() === [object.type, object.place].join();
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
