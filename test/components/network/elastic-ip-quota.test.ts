// SPDX-License-Identifier: Apache-2.0
import { ElasticIpQuota } from "../../../components/network/elastic-ip-quota";
import { only, record } from "../../support/mocks";

describe("ElasticIpQuota", () => {
  it("asks for EC2's quota of elastic addresses", async () => {
    const registered = await record(() => new ElasticIpQuota("quota", { addresses: 12 }));
    expect(only(registered, "aws:servicequotas/serviceQuota:ServiceQuota").inputs).toEqual({
      serviceCode: "ec2",
      quotaCode: "L-0263D0A3",
      value: 12,
    });
  });
});
