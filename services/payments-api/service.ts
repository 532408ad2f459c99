// SPDX-License-Identifier: Apache-2.0
import { Fenced, run, Unavailable } from "payments-journal";
import type { Journal, Procedure } from "payments-journal";
import { fingerprintOfPayment, fingerprintOfRefund } from "./fingerprint";
import { newId } from "./ids";
import { notified } from "./operations/notified";
import { pay } from "./operations/pay";
import type {
  Answer,
  Page,
  PaymentFilter,
  Payments,
  PaymentRequest,
  PaymentView,
  RefundRequest,
  RefundView,
} from "./operations/payments";
import type { Context, Operations, Pager, PaymentPorts, Wall } from "./operations/ports";
import type { Notification, Processor, ProcessorName } from "./operations/processor";
import { read } from "./operations/read";
import { refund } from "./operations/refund";
import type { Sweep } from "./operations/resolve";
import { sweep } from "./operations/resolve";
import { TooLate } from "./operations/too-late";
import { allProcessors, sendBy } from "./processors/all";
import type { Session } from "./session";
import { usable } from "./session";

/** A processor that may say that calls to it fail at once, or that too many wait for it. */
export type UsedProcessor = Pick<
  Processor,
  "accepts" | "keyAge" | "prepareCharge" | "prepareRefund" | "send"
> & { readonly isOpen?: boolean; readonly isFull?: boolean };

/** What the service is made of. */
export interface ServiceParts {
  readonly session: Pick<Session, "open" | "refusal">;
  readonly operations: Operations;
  readonly wall: Wall;
  readonly pager: Pager;
  readonly processors: ReadonlyMap<ProcessorName, UsedProcessor>;
  readonly listing: {
    list(merchant: string, filter: PaymentFilter): Promise<Page<PaymentView>>;
  };
  /** Name of this process, for its leases. */
  readonly process: string;
  /** Milliseconds for which others leave alone what this process works on. @default 30000 */
  readonly leaseMilliseconds?: number;
  /** Milliseconds that an `accepted` operation may wait for its notification. @default 604800000 */
  readonly acceptedMilliseconds?: number;
}

/** A lease is longer than a processor's answer takes; a week is longer than processors try again. */
export const defaults = { leaseMilliseconds: 30_000, acceptedMilliseconds: 604_800_000 } as const;

/**
 * Takes payments: runs the procedures, each in the epoch of the journal that is open when it begins,
 * and tells nothing once that is lost.
 */
export class PaymentService implements Payments {
  private readonly facts: Context["processors"];

  constructor(private readonly parts: ServiceParts) {
    this.facts = allProcessors(parts.processors);
  }

  async pay(merchant: string, key: string, request: PaymentRequest): Promise<Answer<PaymentView>> {
    const processor = this.parts.processors.get(request.processor);
    if (processor === undefined) {
      const reason = `payments through ${request.processor} are not taken here`;
      return { kind: "refused", status: 422, reason };
    }
    const bodyHash = fingerprintOfPayment(request);
    const unasked = whyUnasked(request.processor, processor);
    const ask = { merchant, key, bodyHash, id: newId("pay"), request, unasked };
    return await this.answer((context) => pay(context, ask));
  }

  async refund(
    merchant: string,
    payment: string,
    key: string,
    request: RefundRequest,
  ): Promise<Answer<RefundView>> {
    const bodyHash = fingerprintOfRefund(payment, request);
    const ask = { merchant, payment, key, bodyHash, id: newId("ref"), request };
    return await this.answer((context) => refund(context, ask));
  }

  async payment(merchant: string, id: string): Promise<Answer<PaymentView>> {
    return await this.answer((context) => read(context, merchant, id));
  }

  async payments(merchant: string, filter: PaymentFilter): Promise<Page<PaymentView>> {
    usable(this.parts.session);
    const page = await this.parts.listing.list(merchant, filter);
    usable(this.parts.session);
    return page;
  }

  async notified(notification: Notification): Promise<void> {
    await this.run((context) => notified(context, notification));
  }

  /** One round of the resolver. @throws Fenced, Unavailable when there is nothing to do here now */
  async sweep(limit: number): Promise<Sweep> {
    return await this.run((context) => sweep(context, limit));
  }

  private async answer<View>(
    procedure: (context: Context) => Procedure<Answer<View>>,
  ): Promise<Answer<View>> {
    try {
      const answer = await this.run(procedure);
      // What was read before a pause may be told after the region has lost the right to tell it.
      usable(this.parts.session);
      return answer;
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof Fenced)) throw error;
      return { kind: "unavailable", reason: error.message };
    }
  }

  private async run<Result>(procedure: (context: Context) => Procedure<Result>): Promise<Result> {
    const journal = usable(this.parts.session);
    return await run(procedure(this.contextIn(journal.epoch)), { ...this.portsTo(journal) });
  }

  private contextIn(epoch: number): Context {
    const {
      leaseMilliseconds: milliseconds = defaults.leaseMilliseconds,
      acceptedMilliseconds: acceptedFor = defaults.acceptedMilliseconds,
    } = this.parts;
    const lease = { owner: this.parts.process, milliseconds };
    return { epoch, lease, processors: this.facts, acceptedFor };
  }

  private portsTo(journal: Journal): PaymentPorts {
    const { operations, wall, pager } = this.parts;
    return { operations, log: journal, processors: { send: this.sendInTime() }, wall, pager };
  }

  /**
   * Sends only while the lease surely holds, which is no older than this call. The other half of it is
   * for the processor's answer.
   */
  private sendInTime(): PaymentPorts["processors"]["send"] {
    const { processors, leaseMilliseconds = defaults.leaseMilliseconds } = this.parts;
    const send = sendBy(processors);
    const end = performance.now() + leaseMilliseconds / 2;
    return async (request) => {
      if (performance.now() > end) throw new TooLate();
      return await send(request);
    };
  }
}

function whyUnasked(
  name: ProcessorName,
  { isOpen, isFull }: Pick<UsedProcessor, "isOpen" | "isFull">,
): string | undefined {
  if (isOpen === true) return `${name} gives no answers now`;
  return isFull === true ? `too many wait for ${name} already` : undefined;
}
