// SPDX-License-Identifier: Apache-2.0
import type { Procedure } from "payments-journal";
import { ensureDurable, settle } from "./drive";
import type { Context } from "./ports";
import { log, operations, pager } from "./ports";
import type { Notification } from "./processor";
import { noticeRecord } from "./steps";

/**
 * Takes in what a processor says by itself: kept once, in the journal before it has any effect, and
 * then the operation is settled by it. A repeat does the same again, which changes nothing, since
 * whoever took it the first time may not have come to the end.
 *
 * @throws Fenced, Unavailable when the processor has to send it again
 */
export function* notified(context: Context, notification: Notification): Procedure<void> {
  const { epoch } = context;
  const found = yield* operations("notice.find").find(epoch, notification.operation);
  // The INTENT may not be in the journal yet, and comes before all else of its operation.
  const about = found && (yield* ensureDurable(context, found));
  const record = noticeRecord(about?.payment ?? notification.operation, notification);
  const kept = yield* operations("notice.keep").notice(epoch, record);
  if (!kept.journaled) {
    yield* log("notice.append").append(kept.record);
    yield* operations("notice.finished").finished(epoch, kept.record.operation, 1);
  }
  if (about === undefined) {
    yield* pager("notice.page").page(
      `${notification.processor} tells of an operation that is not known`,
      `event ${notification.event}, operation ${notification.operation}`,
    );
    return;
  }
  const settled = yield* settle(context, about, notification.answer);
  yield* operations("notice.settled").finished(epoch, settled.id, settled.journaled);
}
