// SPDX-License-Identifier: Apache-2.0
import { crc32 as zlibCrc32 } from "node:zlib";

import fc from "fast-check";
import {
  decodeRecords,
  encodeRecord,
  encodeRecords,
  formatVersion,
  JournalDamaged,
  makeBatch,
  NewerFormat,
  sameRecord,
  verifySlot,
} from "payments-journal";
import type { Batch, JournalRecord, Json } from "payments-journal";

import { crc32 } from "../../../../services/journal/core/crc32";

const records: JournalRecord[] = [
  { payment: "p", operation: "p", version: 1, body: { amount: 100, note: 'é \u2028 "' } },
  { payment: "p", operation: "r", version: 2, body: null },
];

function someRecords(): fc.Arbitrary<JournalRecord[]> {
  const name = fc.string({ unit: "binary" });
  return fc.array(
    fc.record({
      payment: name,
      operation: name,
      version: fc.integer({ min: 1 }),
      body: fc.jsonValue() as fc.Arbitrary<Json>,
    }),
    { maxLength: 8 },
  );
}

function batch(): Batch {
  return makeBatch({ writer: "w", epoch: 1, records });
}

describe("the encoding of records", () => {
  it("gives back what it was given, byte by byte", () => {
    fc.assert(
      fc.property(someRecords(), (some) => {
        const text = encodeRecords(some);
        expect(encodeRecords(decodeRecords(text, "here"))).toBe(text);
        expect(decodeRecords(text, "here")).toEqual(JSON.parse(JSON.stringify(some)));
      }),
    );
  });

  it.each([
    ["no JSON", "[", "here: the records are not JSON"],
    ["no list", "{}", "here: the records are not a list"],
    ["a record without a body", '[["p","p",1]]', "here, record 1: is not [payment, operation"],
    ["version 0", '[["p","p",1,0],["p","p",0,0]]', "here, record 2: is not [payment, operation"],
  ])("refuses %s", (_, text, message) => {
    expect(() => decodeRecords(text, "here")).toThrow(message);
    expect(() => decodeRecords(text, "here")).toThrow(JournalDamaged);
  });
});

describe("a batch", () => {
  it("passes its own check, also when the writer encoded its records before", () => {
    fc.assert(
      fc.property(someRecords(), (some) => {
        const content = makeBatch({ writer: "w", epoch: 1, records: some });
        const encoded = some.map(encodeRecord);
        expect(makeBatch({ writer: "w", epoch: 1, records: some, encoded })).toEqual(content);
        expect(() => verifySlot("log", { seq: 1, content })).not.toThrow();
      }),
    );
  });

  it("fails when a record is missing", () => {
    const content = { ...batch(), records: records.slice(1) };
    expect(() => verifySlot("log", { seq: 4, content })).toThrow(
      "log log, slot 4: has 1 records, its writer counted 2",
    );
  });

  it("fails when anything in a record has changed", () => {
    const changes: Partial<JournalRecord>[] = [
      { payment: "q" },
      { operation: "q" },
      { version: 3 },
      { body: 0 },
    ];
    for (const change of changes) {
      const changed = records.map((one, index) => (index === 1 ? { ...one, ...change } : one));
      expect(() => verifySlot("l", { seq: 1, content: { ...batch(), records: changed } })).toThrow(
        JournalDamaged,
      );
    }
  });

  it("fails when a newer release wrote it, before anything else is looked at", () => {
    const content = { ...batch(), format: formatVersion + 1, count: 9 };
    expect(() => verifySlot("log", { seq: 4, content })).toThrow(NewerFormat);
    expect(() => verifySlot("log", { seq: 4, content })).toThrow(
      `log log, slot 4 has format ${formatVersion + 1}, and this release reads up to ${formatVersion}`,
    );
  });
});

describe("two records", () => {
  const body = { a: 1, b: { c: [1, 2], d: null } };

  it("are the same whatever the order of the keys", () => {
    const one = { payment: "p", operation: "p", version: 1, body };
    expect(sameRecord(one, { ...one, body: { b: { d: null, c: [1, 2] }, a: 1 } })).toBe(true);
  });

  it("differ when the order of a list does, or any value", () => {
    const one = { payment: "p", operation: "p", version: 1, body };
    expect(sameRecord(one, { ...one, body: { ...body, b: { c: [2, 1], d: null } } })).toBe(false);
    expect(sameRecord(one, { ...one, body: { ...body, a: 2 } })).toBe(false);
    expect(sameRecord(one, { ...one, payment: "q" })).toBe(false);
  });
});

describe("the checksum", () => {
  it("is zlib's", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      }),
    );
  });
});
