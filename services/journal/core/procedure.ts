// SPDX-License-Identifier: Apache-2.0

/**
 * One thing that a procedure wants done outside itself: a method of a port, by name. Its `step` says
 * where in the procedure it is, so that a simulation can crash there and a log can name it.
 */
export interface Call {
  readonly step: string;
  readonly port: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/**
 * A protocol written down in order: it yields what it wants done and is given the answer, or has the
 * error thrown at it. It has no I/O and no clock of its own, so the process that runs it may stop for
 * good before or after any step, which is what the simulation does to it.
 */
export type Procedure<Result> = Generator<Call, Result, unknown>;

type Method = (...args: never[]) => Promise<unknown>;

/** The methods of a port, each as a step of a procedure. */
export type Steps<Port extends object> = {
  readonly [Name in keyof Port as Port[Name] extends Method ? Name : never]: Port[Name] extends (
    ...args: infer Args
  ) => Promise<infer Answer>
    ? (...args: Args) => Procedure<Answer>
    : never;
};

/** The ports that a procedure may call, by name. */
export type Ports = Readonly<Record<string, object>>;

/**
 * Names a port for use in procedures.
 *
 * @example
 * const journal = port<JournalStore>("journal");
 * const control = yield* journal("F1.read-control").get(controlKey);
 */
export function port<Port extends object>(name: string): (step: string) => Steps<Port> {
  // Each is made once: a procedure takes thousands of steps, and has a few dozen names for them.
  const known = new Map<string, Steps<Port>>();
  return (step) => {
    let steps = known.get(step);
    if (steps === undefined) known.set(step, (steps = stepsAt<Port>(name, step)));
    return steps;
  };
}

function stepsAt<Port extends object>(name: string, step: string): Steps<Port> {
  const made: Record<string, (...args: unknown[]) => Procedure<unknown>> = {};
  return new Proxy(made, {
    get: (_, property) => {
      const method = String(property);
      return (made[method] ??= function* (...args) {
        return yield { step, port: name, method, args };
      });
    },
  }) as Steps<Port>;
}

/** The same procedure with one of its ports under another name: there may be several of the kind. */
export function* atPort<Result>(
  name: string,
  instead: string,
  inner: Procedure<Result>,
): Procedure<Result> {
  return yield* through(inner, function* (call) {
    return yield call.port === name ? { ...call, port: instead } : call;
  });
}

/** Runs a procedure with each of its calls made by `make`, whose errors it is thrown. */
export function* through<Result>(
  inner: Procedure<Result>,
  make: (call: Call) => Procedure<unknown>,
): Procedure<Result> {
  let next = inner.next();
  while (!next.done) {
    let answer: unknown;
    try {
      answer = yield* make(next.value);
    } catch (error) {
      next = inner.throw(error);
      continue;
    }
    next = inner.next(answer);
  }
  return next.value;
}

/** Runs a procedure against real ports, to its end. */
export async function run<Result>(procedure: Procedure<Result>, ports: Ports): Promise<Result> {
  let next = procedure.next();
  while (!next.done) {
    const call = next.value;
    let answer: unknown;
    try {
      answer = await perform(call, ports);
    } catch (error) {
      next = procedure.throw(error);
      continue;
    }
    next = procedure.next(answer);
  }
  return next.value;
}

/**
 * Does what one call asks for.
 *
 * @throws TypeError when there is no such port or method; and whatever the port throws
 */
export async function perform(call: Call, ports: Ports): Promise<unknown> {
  const target = ports[call.port] as Record<string, unknown> | undefined;
  const method = target?.[call.method];
  if (typeof method !== "function") {
    throw new TypeError(`step ${call.step}: no port ${call.port}.${call.method}`);
  }
  return (await method.apply(target, call.args)) as unknown;
}
