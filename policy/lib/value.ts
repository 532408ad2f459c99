// SPDX-License-Identifier: Apache-2.0

/**
 * What the engine puts where a value is not known yet, one mark per type of value.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
export const unknownMarks: readonly string[] = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** What the engine puts where it could not decrypt a value, and in the JSON of a preview. */
export const secretMark = "[secret]";

/** Names of properties whose values a message must never hold. */
const sensitiveName =
  /password|passphrase|secret|token|credential|private|user_?data|kubeconfig|connectionString/i;

/** Whether what stands at a path may be a secret, by the names on the way to it. */
export function isSensitive(path: string): boolean {
  return sensitiveName.test(path);
}

/** A rule asked for something that is not known, or is secret, in this graph. */
export class Undecidable extends Error {
  override readonly name = "Undecidable";

  constructor(
    /** URN of the resource whose property it is. */
    readonly urn: string,
    /** The property, `rules[0].cidrBlock` for instance. */
    readonly path: string,
    reason: "not known yet" | "secret",
  ) {
    super(`${path} is ${reason}`);
  }
}

/**
 * A property's value, or the place where one could be. The only way by which rules read properties:
 * reading what is not known throws {@link Undecidable}, which whoever runs the rules catches and
 * counts. Read bare, the value would end the whole policy callback, and the SDK would report a
 * mandatory policy as an advisory.
 */
export class Value {
  private constructor(
    private readonly raw: unknown,
    /** URN of the resource whose property it is. */
    readonly urn: string,
    private readonly steps: readonly string[],
  ) {}

  /** All properties of a resource, as the engine gives them or plain. */
  static of(properties: object, urn: string): Value {
    return new Value(properties, urn, []);
  }

  /** The value under a path, absent where there is none. */
  at(...keys: readonly (string | number)[]): Value {
    return keys.reduce<Value>((value, key) => value.child(String(key)), this);
  }

  /** `rules[0].cidrBlock` */
  get path(): string {
    return this.steps.reduce(
      (path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : `${path}${path && "."}${step}`),
      "",
    );
  }

  /** Name of the resource's property that holds it, `rules` for `rules[0].cidrBlock`. */
  get property(): string {
    return this.steps[0] ?? "";
  }

  /** Whether it can be read; asking never throws. */
  get isKnown(): boolean {
    return !this.isUnknown && this.raw !== secretMark;
  }

  /** Whether there is one, also where it is not known yet; asking never throws. */
  get isGiven(): boolean {
    return !this.isKnown || (this.raw !== undefined && this.raw !== null);
  }

  /** Whether there is none. @throws Undecidable */
  get isAbsent(): boolean {
    return this.known() === undefined;
  }

  /** A text, a number's or a truth's too; `undefined` where there is none. @throws Undecidable */
  text(): string | undefined {
    const known = this.known();
    return typeof known === "object" ? undefined : known === undefined ? undefined : String(known);
  }

  /** A number, also written as a text; `undefined` where there is none. @throws Undecidable */
  number(): number | undefined {
    const text = this.text();
    return text === undefined || text === "" || !Number.isFinite(Number(text))
      ? undefined
      : Number(text);
  }

  /** A truth, also written as a text; `undefined` where there is none. @throws Undecidable */
  flag(): boolean | undefined {
    const text = this.text();
    return text === "true" ? true : text === "false" ? false : undefined;
  }

  /** What a list holds; a single value counts as a list of one, as in policies. @throws Undecidable */
  items(): Value[] {
    const known = this.known();
    if (known === undefined) return [];
    return Array.isArray(known) ? known.map((_, index) => this.child(String(index))) : [this];
  }

  /** Names and values of an object. @throws Undecidable */
  entries(): [string, Value][] {
    const known = this.known();
    if (typeof known !== "object" || Array.isArray(known)) return [];
    return Object.keys(known).map((key) => [key, this.child(key)]);
  }

  /** What a text holds as JSON; absent where that is none. @throws Undecidable */
  json(): Value {
    const known = this.known();
    if (typeof known !== "string") return new Value(known, this.urn, this.steps);
    try {
      return new Value(JSON.parse(known), this.urn, this.steps);
    } catch {
      return new Value(undefined, this.urn, this.steps);
    }
  }

  /** For messages: never the value where it may be a secret, nor one that is long. */
  shown(): string {
    if (!this.isKnown) return "a value that is not known yet";
    if (this.steps.some(isSensitive)) return "a value that is not shown";
    const known = this.known();
    if (known === undefined) return "nothing";
    const text = JSON.stringify(known);
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
  }

  private get isUnknown(): boolean {
    return typeof this.raw === "string" && unknownMarks.includes(this.raw);
  }

  private known(): string | number | boolean | object | undefined {
    if (this.isUnknown) throw new Undecidable(this.urn, this.path, "not known yet");
    if (this.raw === secretMark) throw new Undecidable(this.urn, this.path, "secret");
    return this.raw === null || this.raw === undefined ? undefined : this.raw;
  }

  private child(key: string): Value {
    const steps = [...this.steps, key];
    if (!this.isKnown) return new Value(this.raw, this.urn, steps);
    if (typeof this.raw !== "object" || this.raw === null)
      return new Value(undefined, this.urn, steps);
    // The engine's own object throws when an unknown is read; its descriptor gives the bare mark.
    const own = Object.getOwnPropertyDescriptor(this.raw, key);
    return new Value(own?.value, this.urn, steps);
  }
}
