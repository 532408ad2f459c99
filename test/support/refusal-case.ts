// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Rule } from "../../sandbox/provider/resource-type";

/** A mistake that AWS refuses, in a program that AWS takes without it. */
export interface RefusalCase extends Pick<Rule, "code" | "property" | "stage"> {
  /** Ends the sentence "refuses …". */
  readonly what: string;
  /** Pulumi's token of the type that refuses. */
  readonly token: string;
  /** Whether a creation is refused only after what was there without the mistake. @default false */
  readonly onTop?: true;
  /**
   * Registers the case's resources. It runs without the mistake, where everything has to be taken,
   * and with it, where `token` has to refuse and nothing else may. At stage `update` and `delete`
   * the mistake comes on top of what was made without it, and where `onTop` says so; else it comes
   * to an empty cloud.
   */
  readonly program: (given: Given) => void;
}

/** What a case's program gets. */
export interface Given {
  readonly aws: typeof aws;
  /** Whether the mistake is to be made. */
  readonly mistake: boolean;
  /** Short and unique among cases, `c12`: every name in the program and on AWS begins with it. */
  readonly name: string;
  /** Options for a resource of another region than the stack's, us-east-1. */
  readonly in: (region: string) => { readonly provider: aws.Provider };
}

/** A region whose quotas are AWS's defaults; elsewhere they are far out of reach. */
export const regionWithDefaultQuotas = "ap-southeast-2";

/** By which a rule and its cases find each other. */
export function ruleKey(
  token: string,
  { code, property, stage }: Pick<Rule, "code" | "property" | "stage">,
): string {
  return [token, stage, code, property].join(" ");
}
