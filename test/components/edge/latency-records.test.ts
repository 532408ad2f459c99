// SPDX-License-Identifier: Apache-2.0
import { LatencyRecords } from "../../../components/edge/latency-records";
import { all, only, record } from "../../support/mocks";

const recordType = "aws:route53/record:Record";
const modes = [{ preview: false }, { preview: true }];

const targetIn = (region: string) => ({
  region,
  dnsName: `nlb.${region}.example.net`,
  zoneId: `ZNLB-${region}`,
});

function records(...regions: string[]): LatencyRecords {
  return new LatencyRecords("status", {
    zoneId: "Z123",
    zone: "example.com",
    service: "status",
    targets: regions.map(targetIn),
  });
}

describe("LatencyRecords", () => {
  it.each(modes)(
    "has a record per region that follows its load balancer's health (%j)",
    async (mode) => {
      const registered = await record(() => records("us-east-1", "eu-west-1"), mode);

      expect(all(registered, recordType)).toHaveLength(2);
      for (const region of ["us-east-1", "eu-west-1"]) {
        expect(only(registered, recordType, `status-${region}`).inputs).toEqual({
          zoneId: "Z123",
          name: "status.latency.example.com",
          type: "A",
          setIdentifier: region,
          latencyRoutingPolicies: [{ region }],
          aliases: [
            {
              name: `nlb.${region}.example.net`,
              zoneId: `ZNLB-${region}`,
              evaluateTargetHealth: true,
            },
          ],
        });
      }
    },
  );

  it("tells its name for the public record", async () => {
    const named: string[] = [];
    await record(() => records("us-east-1", "eu-west-1").fqdn.apply((name) => named.push(name)));

    expect(named).toEqual(["status.latency.example.com"]);
  });

  it.each([[["us-east-1"]], [["us-east-1", "us-east-1"]]])("fails for %j", async (regions) => {
    await expect(record(() => records(...regions))).rejects.toThrow(
      `targets: must name at least two regions, each once, got ${JSON.stringify(regions)}; give one load balancer per region`,
    );
  });
});
