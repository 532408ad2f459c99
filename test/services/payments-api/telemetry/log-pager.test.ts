// SPDX-License-Identifier: Apache-2.0
import { makeLog } from "../../../../services/payments-api/telemetry/log";
import { logPager } from "../../../../services/payments-api/telemetry/log-pager";

describe("logPager", () => {
  it("writes one line that an alarm finds, of level error", async () => {
    const lines: string[] = [];
    const log = makeLog("error", { write: (line) => void lines.push(line) });
    await logPager(log).page("declined and charged", "payment one");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        ...{ level: 50, page: true, msg: "declined and charged", detail: "payment one" },
      }),
    ]);
  });
});
