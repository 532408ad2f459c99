// SPDX-License-Identifier: Apache-2.0

/** A port whose methods answer at once: in virtual time nothing waits but the one that asked. */
export type Sync<Port extends object> = {
  readonly [Name in keyof Port]: Port[Name] extends (...args: infer Args) => Promise<infer Answer>
    ? (...args: Args) => Answer
    : Port[Name];
};
