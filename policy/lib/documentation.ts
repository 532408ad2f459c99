// SPDX-License-Identifier: Apache-2.0
import type { Rule, Setting } from "./rule";

const introduction = `# Policies

<!-- Written by \`npm run policies\` from the rules' own words. -->

What the policy pack holds, rule by rule. A rule judges a single **resource**, the resources of one **stack**, or those of all stacks of an **environment** together. The first two run at every \`pulumi preview\` and \`pulumi up\` with \`--policy-pack policy\`, the third by \`npm run compliance\`, since the engine shows a pack one stack at a time. A **mandatory** rule stops the update, an **advisory** one tells. What a rule can't decide, because a value is known only after the update, it says so, with the property's path; that is neither a pass nor a violation.

To let something pass, write an exception with owner, reason and expiry into \`policy/exceptions.yaml\`; [the decision record](decisions/0040-policies.md) says how. To change a setting or a level, give the engine a file by \`--policy-pack-config\`: \`{"<rule>": {"enforcementLevel": "advisory", "<setting>": 5}}\`. A rule with a remedy mends the resource instead of refusing it when its level is \`remediate\`.
`;

/** The page about all rules: a list of them, and a section for each. */
export function documentation(rules: readonly Rule[]): string {
  const services = [...new Set(rules.map((rule) => serviceOf(rule)))];
  const count = `${rules.length} rules: ${["resource", "stack", "environment"]
    .map(
      (kind) => `${rules.filter(({ judges }) => judges === kind).length} judge ${kindName(kind)}`,
    )
    .join(", ")}.`;
  const contents = services.map((service) => {
    const links = rules
      .filter((rule) => serviceOf(rule) === service)
      .map(({ id }) => `[${id}](#${id})`);
    return `- ${service}: ${links.join(", ")}`;
  });
  return [introduction, count, "", ...contents, "", rules.map(section).join("\n")].join("\n");
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
    `## ${rule.id}`,
    "",
    rule.requirement,
    "",
    `- Judges ${kindName(rule.judges)}: ${rule.types.map((type) => `\`${type}\``).join(", ")}`,
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

function kindName(kind: string): string {
  return { resource: "a resource", stack: "a stack", environment: "an environment" }[kind] ?? kind;
}

/** The AWS service that a rule is about, from the first type that it reads. */
function serviceOf({ types }: Rule): string {
  const [provider = "", rest = ""] = (types[0] ?? "").split(":");
  return provider === "aws" ? (rest.split("/")[0] ?? "") : provider;
}
