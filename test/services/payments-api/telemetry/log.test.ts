// SPDX-License-Identifier: Apache-2.0
import { makeLog } from "../../../../services/payments-api/telemetry/log";

function logged(write: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  write(makeLog("debug", { write: (line) => lines.push(line) }));
  return lines.join("");
}

describe("the log", () => {
  const secret = "s3cret-value-of-somebody";

  it.each([
    ["a header", { headers: { authorization: `Bearer ${secret}` } }],
    ["a cookie", { req: { headers: { cookie: secret } } }],
    ["an idempotency key", { req: { headers: { "idempotency-key": secret } } }],
    ["a token", { token: secret }],
    ["a processor's token", { request: { token: secret } }],
    ["a password", { database: { password: secret } }],
    ["an API key", { apiKey: secret }],
  ])("holds no %s", (_name, content) => {
    const line = logged((log) => log.info(content, "x"));
    expect(line).not.toContain(secret);
    expect(line).toContain("[secret]");
  });

  it.each([
    ["an API key", `no merchant for sk_${"x".repeat(43)}`],
    ["a checkout token", `no session for ct_${"x".repeat(43)}`],
    ["a processor's key", "Invalid API Key provided: sk_live_abcdefgh"],
    ["a login", "headers: Bearer xxxxxxxxxxxxxxxx"],
    ["a URL's password", "connect postgres://payments:xxxxxxxx@db.example/payments"],
  ])("holds no %s, also where an error names it", (_name, message) => {
    const line = logged((log) => log.error({ err: new Error(message) }, message));
    expect(line).not.toMatch(/x{8}|abcdefgh/);
    expect(line).toContain("[secret]");
  });

  it("holds no card number, whatever it stands in", () => {
    const number = "4111111111111111";
    const line = logged((log) => log.warn({ anything: [{ deep: number }] }, `card ${number}`));
    expect(line).not.toContain(number);
    expect(line.match(/\[card number\]/g)).toHaveLength(2);
  });

  it("leaves the rest as it is", () => {
    const line = logged((log) =>
      log.info({ payment: "0190b5a1-aaaa-7bbb-8ccc-ddddeeeeffff" }, "x"),
    );
    const parsed = JSON.parse(line) as { time: string };
    expect(parsed).toMatchObject({ payment: "0190b5a1-aaaa-7bbb-8ccc-ddddeeeeffff", msg: "x" });
    expect(new Date(parsed.time).toISOString()).toBe(parsed.time);
  });
});
