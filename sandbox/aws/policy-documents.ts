// SPDX-License-Identifier: Apache-2.0
import { isRecord } from "../provider/values";
import { parsed } from "./value-rules";

/** What a policy is attached to: someone who acts, something that is acted on, or a role's door. */
export type PolicyKind = "identity" | "resource" | "trust";

/** One statement of a policy document. */
export type Statement = Readonly<Record<string, unknown>>;

const versions = ["2012-10-17", "2008-10-17"];

/** Statements of a policy document; undefined where it has none, or is no policy document. */
export function statementsOf(document: string): readonly Statement[] | undefined {
  const policy = parsed(document);
  if (!isRecord(policy) || Array.isArray(policy)) return undefined;
  const statements = [policy.Statement].flat();
  return statements.every(isStatement) && statements.length > 0 ? statements : undefined;
}

function isStatement(value: unknown): value is Statement {
  return isRecord(value) && !Array.isArray(value);
}

/** The texts of an element that holds one or a list of them. */
export function textsOf(value: unknown): string[] {
  return [value].flat().filter((text) => typeof text === "string");
}

/** Principals of a statement by kind: `AWS`, `Service`, `Federated`. `*` alone is any of AWS. */
export function principalsOf({ Principal }: Statement): Readonly<Record<string, string[]>> {
  if (!isRecord(Principal) || Array.isArray(Principal)) return { AWS: textsOf(Principal) };
  return Object.fromEntries(Object.entries(Principal).map(([kind, who]) => [kind, textsOf(who)]));
}

/** True where the statement's actions, wildcards among them, take in the action. */
export function coversAction({ Action }: Statement, action: string): boolean {
  return textsOf(Action).some((pattern) => {
    const parts = pattern.toLowerCase().split(/([*?])/);
    const source = parts.map((part) => wildcards[part] ?? escaped(part));
    return new RegExp(`^${source.join("")}$`).test(action.toLowerCase());
  });
}

const wildcards: Readonly<Record<string, string>> = { "*": ".*", "?": "." };

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** True where a trust policy lets the service do all of the actions with the role. */
export function trusts(document: string, service: string, actions: readonly string[]): boolean {
  const allowed = (statementsOf(document) ?? []).filter(
    (statement) =>
      statement.Effect === "Allow" && principalsOf(statement).Service?.includes(service) === true,
  );
  return actions.every((action) => allowed.some((statement) => coversAction(statement, action)));
}

/**
 * What IAM's grammar has against a policy document, in IAM's words, or undefined.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function grammarProblem(document: string, kind: PolicyKind): string | undefined {
  const policy = parsed(document);
  if (policy === undefined) return "This policy contains invalid Json";
  const statements = statementsOf(document);
  if (!isRecord(policy) || statements === undefined) return "Syntax errors in policy.";
  const version = policy.Version ?? versions[1];
  if (typeof version !== "string" || !versions.includes(version)) return "Syntax errors in policy.";
  const ids = statements.map(({ Sid }) => Sid).filter((id) => id !== undefined && id !== "");
  if (new Set(ids).size < ids.length) {
    return "Statement IDs (SID) in a single policy must be unique.";
  }
  return statements
    .map((statement) => statementProblem(statement, kind))
    .find((problem) => problem !== undefined);
}

function statementProblem(statement: Statement, kind: PolicyKind): string | undefined {
  const { Effect, Action, NotAction, Resource, NotResource } = statement;
  if (Effect === undefined) return "Missing required field Effect";
  if (Effect !== "Allow" && Effect !== "Deny") return "Syntax errors in policy.";
  const actions = textsOf(Action ?? NotAction);
  if (actions.length === 0) return "Policy statement must contain actions.";
  if (actions.some((action) => action !== "*" && !/^[a-z0-9-]+:[\w*?-]+$/i.test(action))) {
    return "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
  }
  const resources = Resource ?? NotResource;
  if (kind === "identity" && resources === undefined) {
    return "Policy statement must contain resources.";
  }
  if (kind === "trust" && resources !== undefined) return "Has prohibited field Resource";
  if (kind === "trust" && actions.some((action) => action !== "*" && !/^sts:/i.test(action))) {
    return "AssumeRole policy may only specify STS AssumeRole actions.";
  }
  return principalProblem(statement, kind);
}

function principalProblem(statement: Statement, kind: PolicyKind): string | undefined {
  const { Principal, NotPrincipal } = statement;
  if (kind === "identity") {
    const named = Principal !== undefined || NotPrincipal !== undefined;
    return named ? "Policy document should not specify a principal." : undefined;
  }
  if (NotPrincipal !== undefined) return undefined;
  const principals = Object.entries(principalsOf(statement));
  if (principals.every(([, who]) => who.length === 0)) {
    return "Missing required field Principal";
  }
  return principals
    .flatMap(([type, who]) =>
      who
        .filter((one) => principalForms[type]?.test(one) === false)
        .map((one) => `Invalid principal in policy: "${type.toUpperCase()}":"${one}"`),
    )
    .at(0);
}

/**
 * What is written for each kind of principal; AWS also gives unique ids of users and roles back.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const principalForms: Readonly<Record<string, RegExp>> = {
  AWS: /^(\*|\d{12}|A[A-Z0-9]{15,}|arn:aws[\w-]*:(iam|sts)::\S+)$/,
  Service: /^(\*|[\w.-]+\.(amazonaws\.com(\.cn)?|aws(\.internal)?))$/,
};
