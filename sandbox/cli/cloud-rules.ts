// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";

import { awsTypes } from "../aws";
import type { ResourceType, Rule } from "../provider/resource-type";

/** What the sandbox's AWS refuses, as it is printed. */
export interface ListedRule extends Pick<Rule, "code" | "property" | "source"> {
  readonly type: string;
  /** When it is said: by the provider at preview, or by AWS's answer to a call of `up`. */
  readonly stage: "preview" | "create" | "update" | "create, update" | "delete";
}

interface Options {
  readonly type?: string;
  readonly json?: boolean;
}

const stages: Readonly<Record<Rule["stage"], ListedRule["stage"]>> = {
  check: "preview",
  create: "create",
  update: "update",
  write: "create, update",
  delete: "delete",
};

/** Every refusal of the types whose token holds the filter, in the order of the tables. */
export function listRules(types: readonly ResourceType[], filter = ""): ListedRule[] {
  return types
    .filter(({ token }) => token.toLowerCase().includes(filter.toLowerCase()))
    .flatMap(({ token, rules = [] }) =>
      rules.map(({ code, property, stage, source }) => ({
        type: token,
        stage: stages[stage],
        code,
        property,
        source,
      })),
    );
}

/** The refusals for people: a paragraph for each type, and how many there are. */
export function rulesAsText(rules: readonly ListedRule[]): string {
  const widthOf = (key: "stage" | "code" | "property") =>
    Math.max(0, ...rules.map((rule) => rule[key].length));
  const widths = { stage: widthOf("stage"), code: widthOf("code"), property: widthOf("property") };
  const types = [...new Set(rules.map(({ type }) => type))];
  const paragraphs = types.map((type) => {
    const lines = rules
      .filter((rule) => rule.type === type)
      .map(({ stage, code, property, source }) =>
        [
          ` ${stage.padEnd(widths.stage)}`,
          code.padEnd(widths.code),
          property.padEnd(widths.property),
          source,
        ].join("  "),
      );
    return [type, ...lines].join("\n");
  });
  const atPreview = rules.filter(({ stage }) => stage === "preview").length;
  const total = `${rules.length} refusals over ${types.length} types: ${atPreview} at preview, ${rules.length - atPreview} at up`;
  return `${[...paragraphs, total].join("\n\n")}\n`;
}

/** Adds `cloud rules`. */
export function addRulesCommand(cloud: Command): void {
  cloud
    .command("rules")
    .description("list what it refuses: when, AWS's error code, the property, where AWS says so")
    .option("--type <text>", "only types whose token has this in it, such as rds or ec2/subnet")
    .option("--json", "print JSON")
    .action(({ type, json }: Options) => {
      const rules = listRules(awsTypes, type);
      process.stdout.write(json ? `${JSON.stringify(rules, null, 2)}\n` : rulesAsText(rules));
    });
}
