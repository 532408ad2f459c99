// SPDX-License-Identifier: Apache-2.0
import type { Rule, Setting } from "./rule";

const kinds = { resource: "a resource", stack: "a stack", environment: "an environment" } as const;

const introduction = `# Policies

<!-- Written by \`npm run policies\` from the rules' own words. -->

What the policy pack holds, rule by rule. A rule judges a single **resource**, the resources of one **stack**, or those of all stacks of an **environment** together. The first two run at every \`pulumi preview\` and \`pulumi up\` with \`--policy-pack policy\`, the third by \`npm run compliance\`, since the engine shows a pack one stack at a time. A **mandatory** rule stops the update, an **advisory** one tells. What a rule can't decide, because a value is known only after the update, it says so, with the property's path; that is neither a pass nor a violation.

To let something pass, write an exception with owner, reason and expiry into \`policy/exceptions.yaml\`; [the decision record](decisions/0040-policies.md) says how. To change a setting or a level, give the engine a file by \`--policy-pack-config\`: \`{"<rule>": {"enforcementLevel": "advisory", "<setting>": 5}}\`. A rule with a remedy mends the resource instead of refusing it when its level is \`remediate\`.
`;

/** Rules about one part of a platform. */
interface Group {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** The page about all rules: a list of them, and a section for each. */
export function documentation(groups: readonly Group[]): string {
  const rules = groups.flatMap((group) => group.rules);
  const counts = (["resource", "stack", "environment"] as const).map(
    (kind) => `${rules.filter(({ judges }) => judges === kind).length} judge ${kinds[kind]}`,
  );
  const contents = groups.map(
    (group) => `- ${group.title}: ${group.rules.map(({ id }) => `[${id}](#${id})`).join(", ")}`,
  );
  const chapters = groups.map((group) =>
    [`## ${group.title}`, "", group.rules.map(section).join("\n")].join("\n"),
  );
  return [
    introduction,
    `${rules.length} rules: ${counts.join(", ")}.`,
    "",
    ...contents,
    "",
    chapters.join("\n"),
  ].join("\n");
}

function section(rule: Rule): string {
  const frameworks = (rule.frameworks ?? []).map(
    ({ framework, version, reference }) => `${framework} (${version}) ${reference}`,
  );
  const settings = Object.entries(rule.settings ?? {}).map(
    ([name, setting]) => `- Setting \`${name}\`: ${described(setting)}`,
  );
  const remedy = rule.judges === "resource" && rule.remedy !== undefined;
  return [
    `### ${rule.id}`,
    "",
    rule.requirement,
    "",
    `- Judges ${kinds[rule.judges]}: ${rule.types.map((type) => `\`${type}\``).join(", ")}`,
    `- Level: ${rule.level}, severity ${rule.severity}`,
    `- Protects from: ${rule.protectsFrom}`,
    `- Fix: ${rule.fix}${remedy ? " The pack can set it: level `remediate`." : ""}`,
    ...settings,
    ...(frameworks.length > 0 ? [`- Frameworks: ${frameworks.join(", ")}`] : []),
    `- Sources: ${rule.sources.map((source) => `<${source}>`).join(", ")}`,
    "",
  ].join("\n");
}

function described({ description, default: value }: Setting): string {
  return `${description}; default \`${JSON.stringify(value)}\``;
}
