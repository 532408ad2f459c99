// SPDX-License-Identifier: Apache-2.0

/** A resource as the engine keeps it in its state; a preview's JSON has the same shape. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  /** Whether a provider manages it; components are not. */
  readonly custom?: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URN of the component that it stands in. */
  readonly parent?: string;
  /** `<urn>::<id>` of the provider. */
  readonly provider?: string;
  readonly dependencies?: readonly string[] | null;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | null;
  readonly protect?: boolean;
  /** Where the program made it: `project:///components/network/vpc.ts#139,12`. */
  readonly sourcePosition?: string;
  readonly stackTrace?: readonly { readonly sourcePosition?: string }[];
}

/** What `pulumi stack export` prints. */
export interface StackExport {
  readonly version: number;
  readonly deployment: {
    readonly manifest?: unknown;
    readonly resources?: readonly ExportedResource[];
  };
}

/** What the engine would do with a property. */
export interface PropertyDiff {
  readonly kind: "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";
  /** Whether inputs were compared, not outputs. */
  readonly inputDiff: boolean;
}

/** What a preview says of one resource. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly provider?: string;
  readonly oldState?: ExportedResource;
  readonly newState?: ExportedResource;
  readonly diffReasons?: readonly string[] | null;
  readonly replaceReasons?: readonly string[] | null;
  readonly detailedDiff?: Readonly<Record<string, PropertyDiff>> | null;
}

/** What `pulumi preview --json --show-sames` prints. */
export interface PreviewJson {
  readonly steps: readonly PreviewStep[];
  readonly diagnostics?: readonly { readonly message: string; readonly severity: string }[];
  readonly changeSummary?: Readonly<Record<string, number>>;
}

/** Name of a resource, the last part of its URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Name of the stack that owns a resource. */
export function stackOf(urn: string): string {
  return (urn.split("::")[0] ?? "").replace("urn:pulumi:", "");
}
