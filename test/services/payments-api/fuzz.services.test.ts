// SPDX-License-Identifier: Apache-2.0
import { fuzz } from "../../support/schemathesis";
import { apiKey, testApi, type TestApi } from "../../support/payment-api";

// Installing the tool the first time takes longest.
jest.setTimeout(300_000);

/** What an answer must be, whatever was asked. */
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
];
const login = ["--header", `Authorization: Bearer ${apiKey}`];

let test: TestApi;
let document: string;

beforeAll(async () => {
  test = await testApi();
  document = `${await test.api.listen({ host: "127.0.0.1", port: 0 })}/openapi.json`;
});
afterAll(async () => await test.api.close());

/** Asks what the document makes one ask, and tells what was wrong with the answers. */
async function asked(mode: "positive" | "negative", ...options: string[]): Promise<string> {
  const { code, output } = await fuzz(document, [
    ...["--mode", mode, "--phases", "coverage,fuzzing", "--max-examples", "15"],
    ...["--seed", "1", "--generation-database", "none", ...options],
  ]);
  // Nothing asked would be nothing found.
  expect(Number(/(\d+) generated/.exec(output)?.[1])).toBeGreaterThan(100);
  return code === 0 ? "nothing" : output;
}

/** What was written meanwhile, and what was logged as our own failure. */
function traces(): { readonly writes: number; readonly told: number; readonly failures: string[] } {
  const failures = test.log.filter((line) => line.includes('"level":50'));
  return { writes: test.payments.writes, told: test.payments.told.length, failures };
}

describe("the API, asked from its own document", () => {
  it("refuses who does not log in, and writes nothing", async () => {
    const before = traces();
    expect(await asked("positive", "--checks", checks.join(","))).toBe("nothing");
    expect(traces()).toEqual(before);
  });

  it("refuses what is not valid, and writes nothing", async () => {
    const before = traces();
    const all = [...checks, "negative_data_rejection"].join(",");
    expect(await asked("negative", ...login, "--checks", all)).toBe("nothing");
    expect(traces()).toEqual(before);
  });

  it("fails at nothing that is valid", async () => {
    const before = traces();
    expect(await asked("positive", ...login, "--checks", checks.join(","))).toBe("nothing");
    expect(traces().failures).toEqual([]);
    expect(traces().writes).toBeGreaterThan(before.writes);
  });
});
