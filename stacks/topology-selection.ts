// SPDX-License-Identifier: Apache-2.0
import type { Issue } from "../components/shared/issues";
import { scopeName, scopesOf, stackName, type Scope, type Topology } from "./topology";
import { parseTopology } from "./topology-validation";

/** What a stack's config says, and the stack's own name. */
export interface Selection {
  /** Value of `payments:environment`; undefined where it isn't set. */
  readonly environment: string | undefined;
  /** Value of `payments:scope`; undefined where it isn't set. */
  readonly scope: string | undefined;
  /** Name of the stack that runs: `production-us-east-1`. */
  readonly stack: string;
}

/** What a stack is to hold, or everything that keeps it from running. */
export type Selected =
  | { readonly ok: true; readonly topology: Topology; readonly scope: Scope }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** What can be said about scopes while the environment, and so its regions, is not known. */
const someScopes = ["base", "global", "a region", "or a region with -delivery"];

/** Finds what the stack is about among the environments, and checks all of it. */
export function select(
  environments: Readonly<Record<string, unknown>>,
  { environment, scope, stack }: Selection,
): Selected {
  const file = `stacks/Pulumi.${stack}.yaml`;
  const named =
    environment !== undefined && Object.hasOwn(environments, environment)
      ? { name: environment, parsed: parseTopology(environments[environment]) }
      : undefined;
  if (named === undefined || !named.parsed.ok) {
    const found = named === undefined ? [] : inFile(named.name, named.parsed);
    return {
      ok: false,
      issues: [
        ...(named === undefined ? [unknownEnvironment(environments, environment, file)] : found),
        ...(scope === undefined ? [missing("payments:scope", someScopes, file)] : []),
      ],
    };
  }
  const { topology } = named.parsed;
  const scopes = scopesOf(topology);
  const chosen = scopes.find((candidate) => scopeName(candidate) === scope);
  const issues = [
    ...misnamed(named.name, topology),
    ...(chosen === undefined
      ? [unknownScope(scopes, scope, file)]
      : wrongStack(stack, stackName(topology, chosen), file)),
  ];
  return chosen !== undefined && issues.length === 0
    ? { ok: true, topology, scope: chosen }
    : { ok: false, issues };
}

function inFile(name: string, parsed: ReturnType<typeof parseTopology>): Issue[] {
  return parsed.ok
    ? []
    : parsed.issues.map((issue) => ({ ...issue, path: `${name}: ${issue.path}` }));
}

function unknownEnvironment(
  environments: Readonly<Record<string, unknown>>,
  got: string | undefined,
  file: string,
): Issue {
  const names = Object.keys(environments);
  if (got === undefined) return missing("payments:environment", names, file);
  return {
    path: "payments:environment",
    problem: `must be one of ${names.join(", ")}`,
    got,
    fix: `correct it in ${file}, or add stacks/environments/${got}.ts`,
  };
}

function unknownScope(scopes: readonly Scope[], got: string | undefined, file: string): Issue {
  const names = scopes.map(scopeName);
  if (got === undefined) return missing("payments:scope", names, file);
  return {
    path: "payments:scope",
    problem: `must be one of ${names.join(", ")}`,
    got,
    fix: `correct it in ${file}, or add the region to the topology`,
  };
}

function missing(path: string, allowed: readonly string[], file: string): Issue {
  return { path, problem: "is missing", fix: `set it in ${file}: ${allowed.join(", ")}` };
}

/** Stacks refer to each other by name, so a stack under another name would not be found. */
function wrongStack(got: string, expected: string, file: string): Issue[] {
  if (got === expected) return [];
  return [
    {
      path: "stack",
      problem: `must be called ${expected}, as its environment and scope say`,
      got,
      fix: `select the stack ${expected}, or correct both values in ${file}`,
    },
  ];
}

function misnamed(name: string, topology: Topology): Issue[] {
  if (topology.environment === name) return [];
  return [
    {
      path: `${name}: environment`,
      problem: `must be "${name}", the name under which the environment is listed`,
      got: topology.environment,
      fix: "give both the same name",
    },
  ];
}
