// SPDX-License-Identifier: Apache-2.0
import { summarise } from "../../../sandbox/cli/summary";
import { production } from "../../../stacks/environments/production";

const result = { stack: "production-base", resources: 76, seconds: 5.25, changes: { create: 75 } };
const outputs = {
  "production-us-east-1": { cluster: { name: "payments-production-us-east-1" } },
  "production-eu-west-1-delivery": { role: "standby" },
};

describe("summarise", () => {
  const lines = summarise(production, [result], outputs, ["us-east-1"]);
  const section = (region: string): string[] => {
    const from = lines.findIndex((line) => line.startsWith(`${region},`));
    return lines.slice(from, lines.indexOf("", from));
  };

  it("tells each stack's resources, time and changes", () => {
    expect(lines[0]).toBe("production-base    76 resources     5.3 s  75 create");
  });

  it("tells the public names and which region is active", () => {
    expect(lines).toContain("payments: payments.pay.example.com");
    expect(section("us-east-1")[0]).toBe("us-east-1, active");
    expect(section("eu-west-1")[0]).toBe("eu-west-1, standby");
  });

  it("takes a region's facts from its own stacks", () => {
    const [, ...facts] = section("us-east-1").map((line) => line.trim().split(/ {2,}/));
    expect(Object.fromEntries(facts)).toMatchObject({
      VPC: "10.1.0.0/16",
      cluster: "payments-production-us-east-1",
      database: "not in the outputs",
    });
    expect(section("eu-west-1").at(-1)).toMatch(/Argo CD role label +standby/);
  });

  it("takes the database's role from the cloud, whichever region is active", () => {
    const promoted = summarise(production, [result], outputs, ["eu-west-1"]);
    const roles = promoted.filter((line) => line.includes("database role"));
    expect(roles.map((line) => line.trim().split(/ {2,}/)[1])).toEqual(["reader", "writer"]);
  });

  it("says so when nothing changed", () => {
    const same = [{ ...result, changes: { same: 76 } }];
    expect(summarise(production, same, outputs, ["us-east-1"]).at(-1)).toBe(
      "Nothing changed: 1 stacks, 76 resources, all as described.",
    );
  });
});
