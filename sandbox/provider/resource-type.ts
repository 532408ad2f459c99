// SPDX-License-Identifier: Apache-2.0
import type { Again } from "./again";
import type { CloudObject, CloudReader, CloudSettings } from "./cloud";
import type { Properties } from "./values";

/** What a stand-in knows about a kind of resource; the generic handlers do the rest. */
export interface ResourceType {
  /** Pulumi's token: `aws:ec2/vpc:Vpc`. */
  readonly token: string;
  /** Where objects live. @default "regional" */
  readonly place?: "regional" | "global" | "nowhere";
  /** How an object without a name gets one. @default - the type has no names */
  readonly autoName?: AutoName;
  /** The id that AWS gives; `unique(n)` makes n hex digits that no object of this type has. */
  readonly id: (self: Self) => string;
  /** Values of properties that the program leaves out, nested ones included. @default - none */
  readonly defaults?: Properties;
  /** Outputs that AWS or the provider computes; they win over inputs. @default - none */
  readonly outputs?: (self: Self) => Properties;
  /** Outputs that every change makes anew: unknown at the preview of one. @default - none */
  readonly renews?: readonly string[];
  /**
   * Parts that AWS adds to objects which the program gives, as dotted paths: unknown at the preview
   * of a creation, where an output that is missing as a whole is unknown by itself. @default - none
   */
  readonly parts?: readonly string[];
  /**
   * Top-level properties (or dotted paths) whose change makes a new object, as AWS has no call to
   * change them. @default - every change is an update
   */
  readonly replaceOn?: readonly string[] | "every change";
  /** Changed properties that make a new object only under a condition. @default - none */
  readonly replaceWhen?: (before: Properties, after: Properties) => readonly string[];
  /**
   * Whether Pulumi's provider deletes the old object before it makes the new one, since AWS has
   * room for one only. @default - only where both would have the same name
   */
  readonly deleteBeforeReplace?: boolean;
  /** Where `replaceOn` and `outputs` were read. */
  readonly source: string;
  /** Properties that AWS takes and never gives back. @default - none */
  readonly writeOnly?: readonly string[];
  /**
   * What a second creation does, where the entry doesn't show it or where it depends on what is
   * asked for; see {@link Again}.
   * @default - as the rules and the id say
   */
  readonly again?: Again | ((inputs: Properties) => Again);
  /** What AWS refuses. @default - nothing */
  readonly rules?: readonly Rule[];
  /** What a creation or change does to the account's settings. @default - nothing */
  readonly settings?: (self: Self, settings: CloudSettings) => CloudSettings;
  /**
   * Other objects as a write or deletion leaves them: a database cluster joins its global cluster.
   * @default - none
   */
  readonly alters?: (self: Self, call: "write" | "delete") => readonly CloudObject[];
  /** Objects that stay behind when one is deleted: a final snapshot. @default - none */
  readonly remains?: (self: Self) => readonly CloudObject[];
}

/** How Pulumi's AWS provider names what the program leaves unnamed. */
export interface AutoName {
  /** The property that holds the name; a dotted path where it is a part of another. */
  readonly property: string;
  readonly maximumLength: number;
  /** @default - as it is */
  readonly transform?: (name: string) => string;
}

/** One object in the eyes of its type's functions. */
export interface Self {
  readonly inputs: Properties;
  readonly id: string;
  readonly urn: string;
  readonly account: string;
  /** Region of the provider, or of the resource's own `region`. */
  readonly region: string;
  /** The state before an update; empty at creation. */
  readonly old: Properties;
  readonly cloud: CloudReader;
  /** That many hex digits, the same from run to run, held by no other object of this type. */
  readonly unique: (digits: number) => string;
  /** That many hex digits made from the id: for outputs, which must stay the same at updates. */
  readonly digest: (digits: number, salt?: string) => string;
}

/** Something that AWS refuses, at the stage at which it says so. */
export interface Rule {
  /** AWS's error code: `InvalidSubnet.Range`. */
  readonly code: string;
  /** The property at fault. */
  readonly property: string;
  /**
   * `check`: the provider refuses at preview, as far as inputs are known. `create`, `update` and
   * `delete`: the API refuses the call; `write` is both create and update.
   */
  readonly stage: "check" | "create" | "update" | "write" | "delete";
  /** Where AWS says so. */
  readonly source: string;
  /** Types of the objects that the property names, where the rule is that they exist. @default - none */
  readonly refersTo?: readonly string[];
  /** The refusal's text, or undefined when there is nothing to refuse. */
  readonly refuses: (self: Self) => string | undefined;
}

/** A call that AWS answers with an error. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly property: string,
    text: string,
  ) {
    super(`api error ${code}: ${text} (property ${property})`);
    this.name = "Refusal";
  }
}
