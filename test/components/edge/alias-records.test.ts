// SPDX-License-Identifier: Apache-2.0
import { PublicRecord } from "../../../components/edge/public-record";
import { publicName, regionalName, routedName } from "../../../components/edge/record-names";
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

describe("PublicRecord", () => {
  it.each([false, true])(
    "is one record without a routing policy, changed in place when the routing changes (preview: %s)",
    async (preview) => {
      const registered = await record(() => new PublicRecord("reports", args), { preview });

      expect(only(registered, recordType, "reports-alias").inputs).toEqual({
        ...alias,
        name: "reports.example.com",
      });
    },
  );
});

describe("record names", () => {
  it("tell the public, the regions and what chooses between them apart", () => {
    expect(publicName("payments", "example.com")).toBe("payments.example.com");
    expect(regionalName("payments", "us-east-1", "example.com")).toBe(
      "payments.us-east-1.example.com",
    );
    expect(routedName("payments", "failover", "example.com")).toBe("payments.failover.example.com");
  });
});
