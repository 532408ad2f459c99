// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from "node:timers/promises";

import type { ProviderCall } from "./calls";
import { type Cloud, type CloudObject, stateOf } from "./cloud";
import { type Fault, FaultList, type FaultKind } from "./fault-list";
import { Refusal } from "./resource-type";
import { text } from "./values";

/** The provider's process dies in the middle of a call. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** Between two attempts, in milliseconds; the real provider waits for seconds. */
const pause = 5;

/**
 * How often the provider tries again what fails because a role is new: for two minutes, with
 * pauses that grow to ten seconds.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/docs/retries-and-waiters.md
 */
export const propagationAttempts = 18;

const mark = "(a fault of the sandbox)";

/** The faults that strike one call, and what the provider does about each. */
export class Faults {
  private readonly list: FaultList;

  constructor(
    cloud: Cloud,
    private readonly call: ProviderCall,
    private readonly provider: {
      /** How often it tries a throttled call. */
      readonly attempts: number;
      /** Set when its process has ended. */
      readonly ended: AbortSignal | undefined;
    },
  ) {
    this.list = new FaultList(cloud);
  }

  /** What happens on the way to the cloud. */
  async before(): Promise<void> {
    await this.strike("before");
    await this.settle();
  }

  /** What happens on the way back: the work is done. */
  async after(object: CloudObject | undefined): Promise<void> {
    await this.strike("after", object);
  }

  private async strike(moment: Fault["when"], object?: CloudObject): Promise<void> {
    for (const fault of this.list.matching(this.call, moment)) {
      if (await this.list.use(fault.id)) await this.effects[fault.kind](fault, object);
    }
  }

  private readonly effects: Readonly<
    Record<FaultKind, (fault: Fault, object?: CloudObject) => Promise<void> | void>
  > = {
    error: (fault) => {
      throw new Error(`api error ${fault.code}: ${fault.text} ${mark}`);
    },
    throttling: (fault) => this.retry(fault),
    slow: ({ milliseconds }) => this.wait(milliseconds),
    crash: () => {
      throw new Crash(`the provider crashed ${mark}`);
    },
    propagation: async ({ uses }, object) => {
      if (object === undefined) return;
      const { type, id } = object;
      const arn = text(stateOf(object), "arn");
      await this.list.addUnready({ type, names: arn === undefined ? [id] : [id, arn], left: uses });
    },
  };

  /** The first attempt was throttled already. */
  private async retry(fault: Fault): Promise<void> {
    for (let attempt = 1; attempt < this.provider.attempts; attempt += 1) {
      await this.wait(pause);
      if (!(await this.list.use(fault.id))) return;
    }
    throw new Error(
      `exceeded maximum number of attempts, ${this.provider.attempts}, https response error ` +
        `StatusCode: 400, RequestID: , api error ${fault.code}: ${fault.text} ${mark}`,
    );
  }

  /** Tries until everything that the call names can be used. */
  private async settle(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const name = await this.list.useUnready(this.call);
      if (name === undefined) return;
      if (attempt === propagationAttempts) {
        throw new Refusal(
          "InvalidParameterException",
          "roleArn",
          `${name} could not be assumed because it does not exist or the trusted entity is not correct ${mark}`,
        );
      }
      await this.wait(pause);
    }
  }

  /** Waits, unless the provider ends meanwhile: then the call goes no further. */
  private wait(milliseconds: number): Promise<void> {
    return delay(milliseconds, undefined, { signal: this.provider.ended });
  }
}
