// SPDX-License-Identifier: Apache-2.0
import { Readable } from "node:stream";

import type { ReportLine } from "../../../../services/payments-api/operations/processor";
import { adyenReport, cellsOf } from "../../../../services/payments-api/processors/adyen-report";

const header =
  "Company Account,Psp Reference,Merchant Reference,Main Currency,Main Amount,Record Type," +
  "Modification Merchant Reference,Modification Psp Reference";

async function read(...lines: string[]): Promise<ReportLine[]> {
  const read: ReportLine[] = [];
  for await (const line of adyenReport(Readable.from([lines.join("\r\n")]))) read.push(line);
  return read;
}

describe("adyenReport", () => {
  it("has the charges and refunds, and no other steps of a payment", async () => {
    expect(
      await read(
        header,
        '"Shop, Inc.",psp1,one,EUR,12.30,Authorised,,',
        '"Shop, Inc.",psp1,one,EUR,12.30,SentForSettle,,',
        '"Shop, Inc.",psp1,one,EUR,-2.30,SentForRefund,refund-two,psp2',
        "",
      ),
    ).toEqual([
      { kind: "charge", operation: "one", amount: 1_230, currency: "EUR", reference: "psp1" },
      { kind: "refund", operation: "two", amount: 230, currency: "EUR", reference: "psp2" },
    ]);
  });

  it("fails when it is no such report, so that a mistake does not look like an empty day", async () => {
    await expect(read("<html>")).rejects.toThrow("adyen gave an answer that can't be understood");
    await expect(read()).rejects.toThrow("no_header");
    await expect(read(header.replace(",Modification Psp Reference", ""))).rejects.toThrow(
      "(Modification_Psp_Reference)",
    );
  });

  it("fails on an amount that is none", async () => {
    await expect(read(header, "x,psp1,one,EUR,1.234,SentForSettle,,")).rejects.toThrow(
      "(Main_Amount)",
    );
  });
});

describe("cellsOf", () => {
  it("reads quotes, commas in them, and empty cells", () => {
    expect(cellsOf('a,"b, ""c""",,d,')).toEqual(["a", 'b, "c"', "", "d", ""]);
    expect(cellsOf(",a")).toEqual(["", "a"]);
  });
});
