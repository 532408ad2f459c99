// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { FailoverRecords } from "../../../components/edge/failover-records";
import { all, only, record } from "../../support/mocks";

const recordType = "aws:route53/record:Record";

function records(
  secondaryRegion = "eu-west-1",
  latchHealthCheckId: pulumi.Input<string> = "latch",
) {
  return new FailoverRecords("payments", {
    zoneId: "Z123",
    zone: "example.com",
    service: "payments",
    primary: { region: "us-east-1", dnsName: "nlb.us.example.net", zoneId: "ZNLBUS" },
    secondary: { region: secondaryRegion, dnsName: "nlb.eu.example.net", zoneId: "ZNLBEU" },
    latchHealthCheckId,
  });
}

describe("FailoverRecords", () => {
  it("answers with the primary region until its latch is thrown", async () => {
    const registered = await record(() => records());

    expect(only(registered, recordType, "-primary").inputs).toEqual({
      zoneId: "Z123",
      name: "payments.failover.example.com",
      type: "A",
      setIdentifier: "us-east-1",
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
      healthCheckId: "latch",
      aliases: [{ name: "nlb.us.example.net", zoneId: "ZNLBUS", evaluateTargetHealth: false }],
    });
  });

  it("gives the secondary no health check at all", async () => {
    const registered = await record(() => records());

    expect(only(registered, recordType, "-secondary").inputs).toEqual({
      zoneId: "Z123",
      name: "payments.failover.example.com",
      type: "A",
      setIdentifier: "eu-west-1",
      failoverRoutingPolicies: [{ type: "SECONDARY" }],
      aliases: [{ name: "nlb.eu.example.net", zoneId: "ZNLBEU", evaluateTargetHealth: false }],
    });
  });

  it("registers both records while the latch is unknown", async () => {
    const registered = await record(
      () => records("eu-west-1", pulumi.unknown as pulumi.Output<string>),
      {
        preview: true,
      },
    );

    expect(all(registered, recordType)).toHaveLength(2);
  });

  it("fails when both records name one region", async () => {
    await expect(record(() => records("us-east-1"))).rejects.toThrow(
      'secondary.region: is the region of the primary record, got "us-east-1"; point the secondary record at the peer\'s load balancer',
    );
  });
});
