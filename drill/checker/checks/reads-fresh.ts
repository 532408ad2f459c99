// SPDX-License-Identifier: Apache-2.0
import { finalResult, type Check, type Known } from "../known";
import type { Finding } from "../promise";
import type { Change, Try } from "../tries";

/**
 * A read shows every payment and refund that somebody was told of before the read began, less the
 * stated bound, and no refund that nobody had asked for yet.
 */
export const readsFresh: Check = (known) => {
  const refunds = refundsByPayment(known);
  const reads = known.tries.filter(isAnsweredRead);
  return {
    judged: reads.length,
    findings: reads.flatMap((read) => findingOf(known, refunds, read)),
  };
};

interface AnsweredRead extends Try {
  readonly operation: { readonly kind: "read"; readonly of: string };
  readonly ended: NonNullable<Try["ended"]>;
}

/** 404 is an answer, and a stale one if the payment was acknowledged. */
function isAnsweredRead(one: Try): one is AnsweredRead {
  const status = one.ended?.told?.status;
  return one.operation.kind === "read" && (status === 200 || status === 404);
}

/** A refund as the clients know it. */
interface RefundSeen {
  readonly amount: number;
  readonly asked: number;
  /** When somebody was first told that it succeeded; infinite if nobody was. */
  readonly told: number;
}

function refundsByPayment({ changes, acknowledged }: Known): Map<string, RefundSeen[]> {
  const found = new Map<string, RefundSeen[]>();
  for (const [key, tries] of changes) {
    const first = tries[0];
    if (first === undefined || first.operation.kind !== "refund") continue;
    const { of, amount } = first.operation satisfies Change;
    const success = acknowledged.get(key)?.find(({ result }) => result === "succeeded");
    const refund = { amount, asked: first.began.at, told: success?.ended.at ?? Infinity };
    found.set(of, [...(found.get(of) ?? []), refund]);
  }
  return found;
}

function findingOf(
  { settings, acknowledged }: Known,
  refundsOf: ReadonlyMap<string, readonly RefundSeen[]>,
  { operation, began, ended }: AnsweredRead,
): Finding[] {
  const { of } = operation;
  const since = began.at - settings.readBound;
  const told = acknowledged.get(of)?.find((answer) => answer.ended.at < since);
  const refunds = refundsOf.get(of) ?? [];
  const least = sum(refunds.filter((refund) => refund.told < since));
  const most = sum(refunds.filter((refund) => refund.asked <= ended.at));
  const seen = ended.told?.refunded;
  const finding = (text: string): Finding[] => [
    {
      text: `a read of ${of} ${text}`,
      evidence: { events: [...(told === undefined ? [] : [told.ended]), began, ended] },
    },
  ];
  if (told !== undefined && finalResult(ended.told) === undefined) {
    const age = Math.round(began.at - told.ended.at);
    return finding(
      `said ${ended.told?.result ?? ended.told?.status ?? "nothing"}, ${age} ms after somebody was told ${told.result}`,
    );
  }
  if (seen === undefined) return [];
  if (seen < least) return finding(`said that ${seen} was refunded, but ${least} had been`);
  if (seen > most) return finding(`said that ${seen} was refunded, but ${most} was asked for`);
  return [];
}

function sum(refunds: readonly RefundSeen[]): number {
  return refunds.reduce((total, { amount }) => total + amount, 0);
}
