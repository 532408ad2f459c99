// SPDX-License-Identifier: Apache-2.0
import { readSettings } from "../../../services/failover/settings";
import { stageTimes, vantages } from "../../../services/failover/timing";

const good = {
  REGION: "eu-west-1",
  REGIONS: "us-east-1,eu-west-1",
  DATABASE_URLS: "postgres://u:p@a/x,postgres://u:p@b/x",
  HEALTH_URLS: "https://a.example/healthz/deep,https://b.example/healthz/deep",
  JOURNAL_TABLE: "payment-journal",
  JOURNAL_REGIONS: "eu-west-1,eu-central-1",
  ORDER_TOKEN: "a-secret-of-enough-characters",
};

describe("readSettings", () => {
  it("has defaults of production, by which a region counts as lost after 45 s", () => {
    const settings = readSettings(good);
    expect(stageTimes(settings).detection).toBe(45_000);
    expect(settings.ROLL_SECONDS).toBe(86_400);
    expect(settings.HOST).toBe("127.0.0.1");
    expect(settings.EXIT_AT_STEP).toBeUndefined();
  });

  it("tells every problem at once, and shows no secret", () => {
    const bad = {
      ...{ ...good, REGION: "Ireland", REGIONS: "us-east-1", ORDER_TOKEN: "short" },
      EXIT_AT_STEP: "promote",
    };
    expect(() => readSettings(bad)).toThrow(
      [
        "the configuration can't be used:",
        '  - REGION: allowed is the AWS name of the region that this process runs in, such as eu-west-1, got "Ireland"; set it to the region\'s name; outside REGIONS the process observes, and decides nothing',
        '  - REGIONS: allowed is AWS names of the two regions that payments can be taken in, got "us-east-1"; set it, such as us-east-1,eu-west-1',
        "  - ORDER_TOKEN: allowed is a secret of at least 24 characters, which people's orders carry; set it or ORDER_TOKEN_FILE",
        '  - EXIT_AT_STEP: allowed is for drills: a step of a change, such as F3.promote, at which the process ends at once, got "promote"; leave it out',
      ].join("\n"),
    );
  });

  it.each([
    ["JOURNAL_ENDPOINTS", "http://localhost:8000"],
    ["REGIONS", "eu-west-1,eu-west-1"],
    ["VANTAGES", "eu-west-1=https://c.example/vantage"],
    ["VANTAGES", "third=https://c.example/vantage,third=https://d.example/vantage"],
    ["VANTAGES", "https://c.example/vantage"],
    ["DATABASE_URLS", "postgres://u:p@a/x"],
    ["ROLL_SECONDS", "59"],
    ["ROLL_SECONDS", "86401"],
    ["HEALTH_URLS", "https://a.example/,ftp://b.example/"],
  ])("refuses %s of %s", (name, value) => {
    expect(() => readSettings({ ...good, [name]: value })).toThrow(`  - ${name}: `);
  });

  it("reads other places that observe, by name", () => {
    const settings = readSettings({ ...good, VANTAGES: "third=https://c.example/vantage/" });
    expect(vantages(settings)).toEqual({ third: "https://c.example/vantage" });
  });
});
