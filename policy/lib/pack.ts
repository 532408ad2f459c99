// SPDX-License-Identifier: Apache-2.0
import type {
  Policy,
  PolicyConfigSchema,
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";

import { withoutExcepted, type Exception } from "./exceptions";
import { Graph, isOfType, Resource, type ResourceData } from "./graph";
import { judgeGraph, judgeResource, otherScope, otherType, type Verdict } from "./judge";
import { linkOf, messageOf } from "./message";
import { configured, type GraphRule, type ResourceRule, type Rule } from "./rule";

/** What the pack knows besides the rules. */
export interface Circumstances {
  readonly exceptions: readonly Exception[];
  /** The day, as 2027-01-31. */
  readonly today: string;
}

type Given = Readonly<Record<string, unknown>>;

/** A rule as the engine's policy. */
export function policyOf(rule: Rule, circumstances: Circumstances): Policy {
  const schema = schemaOf(rule);
  const [framework] = rule.frameworks ?? [];
  return {
    name: rule.id,
    description: rule.requirement,
    enforcementLevel: rule.level,
    severity: rule.severity,
    tags: [rule.judges],
    remediationSteps: `${rule.fix} (${linkOf(rule)})`,
    url: rule.sources[0],
    ...(framework && {
      framework: {
        name: framework.framework,
        version: framework.version,
        reference: framework.reference,
        specification: rule.requirement,
      },
    }),
    ...(schema && { configSchema: schema }),
    ...(rule.judges === "resource"
      ? resourceFunctions(rule, circumstances)
      : graphFunction(rule, circumstances)),
  };
}

function resourceFunctions(
  rule: ResourceRule,
  circumstances: Circumstances,
): Pick<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  const { remedy } = rule;
  return {
    validateResource: onlyFor(rule, (args: ResourceValidationArgs, report: ReportViolation) => {
      const verdict =
        otherType(rule, args.type) ??
        judgeResource(rule, new Resource(dataOf(args)), args.getConfig<Given>());
      tell(verdict, report, { ...circumstances, args });
    }),
    ...(remedy && {
      remediateResource: onlyFor(rule, (args: ResourceValidationArgs) => {
        if (!isOfType(args.type, rule.types)) return undefined;
        const config = configured(rule, args.getConfig<Given>());
        const changes = remedy(new Resource(dataOf(args)), config);
        // Set in place: a copy would have to read the properties that are not known.
        return changes && Object.assign(args.props, changes);
      }),
    }),
  };
}

function graphFunction(
  rule: GraphRule,
  circumstances: Circumstances,
): Pick<StackValidationPolicy, "validateStack"> {
  const validateStack = (args: StackValidationArgs, report: ReportViolation): void => {
    const config = args.getConfig<Given>();
    const scope = config.scope === "environment" ? "environment" : "stack";
    const verdict =
      otherScope(rule, scope) ??
      judgeGraph(rule, new Graph(args.resources.map(dataOf)), scope, config);
    tell(verdict, report, { ...circumstances, args });
  };
  // One about an environment has a better reason than the SDK's for not judging a stack.
  return { validateStack: rule.judges === "stack" ? onlyFor(rule, validateStack) : validateStack };
}

function tell(
  verdict: Verdict,
  report: ReportViolation,
  {
    exceptions,
    today,
    args,
  }: Circumstances & { readonly args: { notApplicable(reason: string): never } },
): void {
  if (!verdict.applicable) return withoutTrace(() => args.notApplicable(verdict.reason));
  // The SDK takes an object too, which its types leave out: a text alone would be put below the
  // description, which the message holds already, and could not have a level of its own.
  // https://github.com/pulumi/pulumi-policy/blob/v1.21.0/sdk/nodejs/policy/server.ts
  const reportDetails = report as (details: string | object) => void;
  for (const finding of withoutExcepted(verdict.findings, exceptions, today)) {
    reportDetails({
      message: messageOf(finding),
      urn: finding.urn,
      // At preview much can't be known. How much is too much is the gate's to say.
      ...(finding.kind === "undecidable" && { enforcementLevel: "advisory" }),
    });
  }
}

/** The SDK's "not applicable" is an exception, for most resources; nobody reads where it was thrown. */
function withoutTrace(work: () => never): never {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Where a rule is about one type, the SDK reads nothing without it by this mark. */
function onlyFor<F extends object>(rule: Rule, policy: F): F {
  const [type, ...others] = rule.types;
  return others.length === 0 && !type?.endsWith("*")
    ? Object.assign(policy, { __pulumiType: type })
    : policy;
}

/** What the engine shows of a resource, by reference: nothing is read yet. */
function dataOf(args: ResourceValidationArgs | PolicyResource): ResourceData {
  const graph: Partial<PolicyResource> = "dependencies" in args ? args : {};
  const parent = graph.parent?.urn ?? args.opts.parent;
  const on = Object.entries(graph.propertyDependencies ?? {});
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    properties: args.props,
    ...(args.provider && {
      provider: { urn: args.provider.urn, properties: args.provider.props },
    }),
    ...(parent !== undefined && { parent }),
    protect: args.opts.protect,
    dependencies: urnsOf(graph.dependencies ?? []),
    propertyDependencies: Object.fromEntries(on.map(([name, all]) => [name, urnsOf(all)])),
  };
}

function urnsOf(resources: readonly PolicyResource[]): string[] {
  return resources.map(({ urn }) => urn);
}

function schemaOf(rule: Rule): PolicyConfigSchema | undefined {
  const scope = {
    type: "string",
    enum: ["stack", "environment"],
    default: "stack",
    description: "What the graph is: one stack, or all stacks of an environment",
  };
  const own = Object.entries(rule.settings ?? {}).map(([name, setting]) => [
    name,
    { ...typeOf(setting.default), ...setting.schema, ...pick(setting) },
  ]);
  const properties = [...(rule.judges === "resource" ? [] : [["scope", scope]]), ...own];
  if (properties.length === 0) return undefined;
  return { properties: Object.fromEntries(properties) as PolicyConfigSchema["properties"] };
}

function pick({ description, default: value }: { description: string; default: unknown }): object {
  return { description, default: value };
}

function typeOf(value: unknown): object {
  return Array.isArray(value)
    ? { type: "array", items: { type: "string" } }
    : { type: typeof value };
}
