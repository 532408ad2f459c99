// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

import { readJson, writeJson } from "../json-file";
import type { ProviderCall } from "./calls";
import type { Cloud } from "./cloud";
import { serviceOf } from "./tokens";
import { mentions } from "./values";

/** What can go wrong with a call, and what the fields of a {@link Fault} mean for it. */
export const faultKinds = {
  error: "AWS answers with an error: --code, --text",
  throttling: "AWS asks to slow down, so many times; the provider tries 25 times in all",
  slow: "the answer, or with --when before the call, is late by --milliseconds",
  crash: "the provider's process dies when the work is done, or with --when before, before it",
  propagation: "what is created can't be used by another service at first: --uses",
} as const;

export type FaultKind = keyof typeof faultKinds;

/** A fault that is set. */
export interface Fault {
  readonly id: number;
  readonly kind: FaultKind;
  /** Token of the types that it strikes; a star at the end stands for any ending. */
  readonly type: string;
  /** Calls that it strikes. */
  readonly calls: readonly ProviderCall["kind"][];
  /** Where, as `cloud list` shows it; empty for everywhere. */
  readonly place: string;
  /** How many calls it still strikes. */
  readonly times: number;
  /** Whether it strikes on the way to the cloud or on the way back. */
  readonly when: "before" | "after";
  /** AWS's error code. */
  readonly code: string;
  readonly text: string;
  /** How late a slow call is. */
  readonly milliseconds: number;
  /** How many uses of each new object fail. */
  readonly uses: number;
}

/** A new object that others can't use yet. */
interface Unready {
  readonly type: string;
  /** What others may call it: its id, its ARN. */
  readonly names: readonly string[];
  /** How many uses still fail. */
  readonly left: number;
}

interface Content {
  readonly faults: readonly Fault[];
  readonly unready: readonly Unready[];
}

const none: Content = { faults: [], unready: [] };

/** What each kind has where nothing is said. */
const kindDefaults: Readonly<Record<FaultKind, Partial<Fault>>> = {
  error: { when: "before", code: "InternalFailure", text: "The request processing has failed" },
  throttling: { when: "before", code: "Throttling", text: "Rate exceeded" },
  slow: { when: "after", milliseconds: 1_000 },
  crash: { when: "after" },
  propagation: { when: "after", calls: ["create"], uses: 3 },
};

/** The faults of a cloud, on disk beside its objects: every process of the sandbox sees them. */
export class FaultList {
  constructor(private readonly cloud: Cloud) {}

  all(): readonly Fault[] {
    return this.content().faults;
  }

  /** Sets a fault; what is left out is as its kind has it. @returns the fault as it is set */
  add(given: Pick<Fault, "kind"> & Partial<Omit<Fault, "id">>): Promise<Fault> {
    return this.change(({ faults, unready }) => {
      const fault: Fault = {
        ...{ type: "*", calls: ["create", "update", "delete", "read"], place: "", times: 1 },
        ...{ when: "before", code: "", text: "", milliseconds: 0, uses: 0 },
        ...kindDefaults[given.kind],
        ...given,
        id: 1 + Math.max(0, ...faults.map(({ id }) => id)),
      };
      return { next: { faults: [...faults, fault], unready }, answer: fault };
    });
  }

  clear(): Promise<void> {
    return this.change(() => ({ next: none, answer: undefined }));
  }

  /** The faults that strike a call on the way there or back. */
  matching(call: ProviderCall, when: Fault["when"]): readonly Fault[] {
    return this.all().filter((fault) => fault.when === when && strikes(fault, call));
  }

  /** Takes one strike of a fault; false when none is left. */
  use(id: number): Promise<boolean> {
    return this.change(({ faults, unready }) => {
      const rest = faults
        .map((fault) => (fault.id === id ? { ...fault, times: fault.times - 1 } : fault))
        .filter(({ times }) => times > 0);
      return { next: { faults: rest, unready }, answer: faults.some((fault) => fault.id === id) };
    });
  }

  addUnready(object: Unready): Promise<void> {
    return this.change(({ faults, unready }) => ({
      next: { faults, unready: [...unready, object] },
      answer: undefined,
    }));
  }

  /** Takes one failing use of a new object that a call names; undefined when all can be used. */
  async useUnready(call: ProviderCall): Promise<string | undefined> {
    if (!this.content().unready.some((object) => uses(call, object))) return undefined;
    return this.change(({ faults, unready }) => {
      const used = unready.find((object) => uses(call, object));
      const rest = unready
        .map((object) => (object === used ? { ...object, left: object.left - 1 } : object))
        .filter(({ left }) => left > 0);
      return { next: { faults, unready: rest }, answer: used?.names.at(-1) };
    });
  }

  private content(): Content {
    return readJson<Content>(this.file) ?? none;
  }

  private change<T>(change: (content: Content) => { next: Content; answer: T }): Promise<T> {
    return this.cloud.alone(() => {
      const { next, answer } = change(this.content());
      writeJson(this.file, next);
      return answer;
    });
  }

  private get file(): string {
    return join(this.cloud.directory, "faults.json");
  }
}

function strikes({ type, calls, place }: Fault, call: ProviderCall): boolean {
  const ofType = type.endsWith("*")
    ? call.token.startsWith(type.slice(0, -1))
    : call.token === type;
  return ofType && calls.includes(call.kind) && (place === "" || place === call.place);
}

/** Whether a call of another service names the object: within its own service it is there at once. */
function uses({ kind, token, inputs }: ProviderCall, { type, names }: Unready): boolean {
  const writes = kind === "create" || kind === "update";
  if (!writes || serviceOf(token) === serviceOf(type)) return false;
  return names.some((name) => mentions(inputs, name));
}
