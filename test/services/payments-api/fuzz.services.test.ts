// SPDX-License-Identifier: Apache-2.0
import { merchant } from "../../../drill/platform/founding";
import { apiKey, testApi, type TestApi } from "../../support/payment-api";
import { type RealApi, startRealApi } from "../../support/real-api";
import { fuzz } from "../../support/schemathesis";

// Installing the tool the first time takes longest.
jest.setTimeout(300_000);

/** What an answer must be, whatever was asked. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];
const login = (key: string) => ["--header", `Authorization: Bearer ${key}`];

/** Asks what the document at `base` makes one ask, and tells what was wrong with the answers. */
async function fuzzed(
  base: string,
  mode: "positive" | "negative",
  ...options: string[]
): Promise<string> {
  const { code, output } = await fuzz(`${base}/openapi.json`, [
    ...["--mode", mode, "--phases", "coverage,fuzzing", "--max-examples", "15"],
    ...["--seed", "1", "--generation-database", "none", ...options],
  ]);
  // Nothing asked would be nothing found.
  expect(Number(/(\d+) generated/.exec(output)?.[1])).toBeGreaterThan(100);
  return code === 0 ? "nothing" : output;
}

describe("the API, asked from its own document", () => {
  let test: TestApi;
  let base: string;

  beforeAll(async () => {
    test = await testApi();
    base = await test.api.listen({ host: "127.0.0.1", port: 0 });
  });
  afterAll(async () => await test.api.close());

  /** What was written meanwhile, and what was logged as our own failure. */
  function traces(): {
    readonly writes: number;
    readonly told: number;
    readonly failures: string[];
  } {
    const failures = test.log.filter((line) => line.includes('"level":50'));
    return { writes: test.payments.writes, told: test.payments.told.length, failures };
  }

  it("refuses who does not log in, and writes nothing", async () => {
    const before = traces();
    expect(await fuzzed(base, "positive", "--checks", checks.join(","))).toBe("nothing");
    expect(traces()).toEqual(before);
  });

  it("refuses what is not valid, and writes nothing", async () => {
    const before = traces();
    const all = [...checks, "negative_data_rejection"].join(",");
    expect(await fuzzed(base, "negative", ...login(apiKey), "--checks", all)).toBe("nothing");
    expect(traces()).toEqual(before);
  });

  it("fails at nothing that is valid", async () => {
    const before = traces();
    const checked = ["--checks", checks.join(",")];
    expect(await fuzzed(base, "positive", ...login(apiKey), ...checked)).toBe("nothing");
    expect(traces().failures).toEqual([]);
    expect(traces().writes).toBeGreaterThan(before.writes);
  });
});

describe("the service, asked from its own document", () => {
  let real: RealApi;

  beforeAll(async () => {
    real = await startRealApi();
  });
  afterAll(async () => await real.stop());

  /** What is in the database, in the processors' books, and in the log as our own failure. */
  async function traces(): Promise<{
    readonly rows: Readonly<Record<string, unknown>>;
    readonly charges: number;
    readonly failures: boolean;
  }> {
    const { rows } = await real.postgres.query(
      "SELECT (SELECT count(*)::int FROM operations) AS operations, (SELECT count(*)::int FROM steps) AS steps, " +
        "(SELECT count(*)::int FROM postings) AS postings, (SELECT count(*)::int FROM notices) AS notices",
    );
    return {
      rows: rows[0] ?? {},
      charges: (await real.processors.ledger()).length,
      failures: /"level":50|\n\s+at /.test(real.api.lastLines()),
    };
  }

  it("leaves no row and no charge of what nobody may ask", async () => {
    const before = await traces();
    expect(await fuzzed(real.base, "positive", "--checks", checks.join(","))).toBe("nothing");
    expect(await traces()).toEqual(before);
  });

  it("leaves no row and no charge of what is not valid", async () => {
    const before = await traces();
    const all = [...checks, "negative_data_rejection"].join(",");
    const key = login(merchant.apiKey);
    expect(await fuzzed(real.base, "negative", ...key, "--checks", all)).toBe("nothing");
    expect(await traces()).toEqual(before);
  });

  it("keeps what is valid", async () => {
    const before = await traces();
    // Not that it was ever too slow: on a busy machine it may say that it has no answer yet.
    const all = checks.filter((check) => check !== "not_a_server_error").join(",");
    const key = login(merchant.apiKey);
    expect(await fuzzed(real.base, "positive", ...key, "--checks", all)).toBe("nothing");
    const after = await traces();
    expect(after.failures).toBe(false);
    expect(after.rows).not.toEqual(before.rows);
    expect(after.charges).toBeGreaterThan(before.charges);
  });
});
