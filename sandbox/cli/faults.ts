// SPDX-License-Identifier: Apache-2.0
import { Argument, type Command, InvalidArgumentError, Option } from "commander";

import type { Cloud } from "../provider/cloud";
import { type Fault, type FaultKind, faultKinds, FaultList } from "../provider/fault-list";

const calls = ["create", "read", "update", "delete"] as const;

/** The faults that are set, a line each. */
export function describeFaults(cloud: Cloud): string[] {
  return new FaultList(cloud).all().map(describe);
}

function describe({ kind, type, calls: struck, place, times, when, ...fault }: Fault): string {
  const details = [
    fault.code,
    fault.milliseconds > 0 ? `${fault.milliseconds} ms` : "",
    fault.uses > 0 ? `for ${fault.uses} uses` : "",
    place === "" ? "" : `in ${place}`,
  ].filter((detail) => detail !== "");
  return [`${kind} ${when} ${struck.join("|")} of ${type}`, ...details, `${times} left`].join(", ");
}

interface Options {
  readonly environment: string;
  readonly type?: string;
  readonly call?: Fault["calls"][number];
  readonly place?: string;
  readonly times?: number;
  readonly when?: Fault["when"];
  readonly code?: string;
  readonly text?: string;
  readonly milliseconds?: number;
  readonly uses?: number;
}

const kindsHelp = `
Kinds:
${Object.entries(faultKinds)
  .map(([kind, help]) => `  ${kind.padEnd(12)} ${help}`)
  .join("\n")}

  npm run sandbox -- cloud fault add crash --type aws:iam/role:Role
  npm run sandbox -- cloud fault add throttling --type 'aws:ec2/*' --times 10`;

/** Adds `cloud fault list|add|clear`. */
export function addFaultCommands(cloud: Command, open: (options: Options) => Cloud): void {
  const fault = cloud.command("fault").description("let calls to the cloud go wrong");
  const subcommand = (usage: string, description: string) =>
    fault
      .command(usage)
      .description(description)
      .option("--environment <name>", "environment whose cloud it is", "production");
  const tell = (options: Options) => {
    const lines = describeFaults(open(options));
    process.stdout.write(`${lines.length === 0 ? "no faults are set" : lines.join("\n")}\n`);
  };
  subcommand("list", "list the faults that are set").action(tell);
  subcommand("clear", "take all faults away").action(async (options: Options) => {
    await new FaultList(open(options)).clear();
    tell(options);
  });
  subcommand("add", "set a fault")
    .addArgument(new Argument("<kind>", "what goes wrong").choices(Object.keys(faultKinds)))
    .option("--type <type>", "only calls about this type; a star at the end: any ending")
    .addOption(new Option("--call <call>", "only these calls").choices(calls))
    .option("--place <place>", "only objects in this place, such as eu-west-1 or global")
    .option("--times <number>", "how many calls, 1 where nothing is said", positive)
    .addOption(
      new Option("--when <moment>", "on the way there or back").choices(["before", "after"]),
    )
    .option("--code <code>", "AWS's error code")
    .option("--text <text>", "the error's text")
    .option("--milliseconds <number>", "how late a slow call is", positive)
    .option("--uses <number>", "how many uses of a new object fail", positive)
    .addHelpText("after", kindsHelp)
    .action(async (kind: FaultKind, options: Options) => {
      const { environment, call, ...given } = options;
      const struck = call === undefined ? {} : { calls: [call] };
      await new FaultList(open({ environment })).add({ kind, ...given, ...struck });
      tell(options);
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError(`${text} is no whole number above 0`);
}
