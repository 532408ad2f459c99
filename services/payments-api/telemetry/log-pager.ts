// SPDX-License-Identifier: Apache-2.0
import type { Logger } from "pino";

import type { Pager } from "../operations/ports";

/** Pages by the log: a line of level `error` with `page: true`, for the platform's alarm on it. */
export function logPager(log: Logger): Pager {
  return {
    page: (subject, detail) => {
      log.error({ page: true, detail }, subject);
      return Promise.resolve();
    },
  };
}
