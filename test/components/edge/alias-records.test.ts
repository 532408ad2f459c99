// SPDX-License-Identifier: Apache-2.0
import { HomeRecord } from "../../../components/edge/home-record";
import { publicName, regionalName } from "../../../components/edge/record-names";
import { RegionalRecord } from "../../../components/edge/regional-record";
import { only, record } from "../../support/mocks";

const recordType = "aws:route53/record:Record";
const args = {
  zoneId: "Z123",
  zone: "example.com",
  service: "reports",
  target: { region: "eu-west-1", dnsName: "nlb.eu.example.net", zoneId: "ZNLBEU" },
};
const alias = {
  zoneId: "Z123",
  type: "A",
  aliases: [{ name: "nlb.eu.example.net", zoneId: "ZNLBEU", evaluateTargetHealth: false }],
};

describe("RegionalRecord", () => {
  it.each([false, true])(
    "names the region, and follows no health (preview: %s)",
    async (preview) => {
      const registered = await record(() => new RegionalRecord("reports", args), { preview });

      expect(only(registered, recordType, "reports-alias").inputs).toEqual({
        ...alias,
        name: "reports.eu-west-1.example.com",
      });
    },
  );
});

describe("HomeRecord", () => {
  it.each([false, true])("is the public name, without failover (preview: %s)", async (preview) => {
    const registered = await record(() => new HomeRecord("reports", args), { preview });

    expect(only(registered, recordType, "reports-alias").inputs).toEqual({
      ...alias,
      name: "reports.example.com",
    });
  });
});

describe("record names", () => {
  it("never gives a region's name to the public", () => {
    expect(publicName("payments", "example.com")).toBe("payments.example.com");
    expect(regionalName("payments", "us-east-1", "example.com")).toBe(
      "payments.us-east-1.example.com",
    );
  });
});
