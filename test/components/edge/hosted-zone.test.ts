// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import { HostedZone, type HostedZoneArgs } from "../../../components/edge/hosted-zone";
import { all, only, record } from "../../support/mocks";

const zoneType = "aws:route53/zone:Zone";
const nameServers = ["ns-1.example.net", "ns-2.example.net"];
const invokes = {
  "aws:route53/getZone:getZone": { zoneId: "Z123", name: "example.com", nameServers },
};

function hostedZone(change: Partial<HostedZoneArgs> = {}): HostedZone {
  return new HostedZone("zone", { zone: "example.com", source: "adopt", protect: true, ...change });
}

describe("HostedZone", () => {
  it("reads an adopted zone and creates none", async () => {
    const seen: unknown[] = [];
    const registered = await record(
      () => {
        const zone = hostedZone();
        return zone.zoneId.apply((id) => zone.nameServers.apply((ns) => seen.push(id, ns)));
      },
      { invokes },
    );

    expect(all(registered, zoneType)).toEqual([]);
    expect(seen).toEqual(["Z123", nameServers]);
  });

  it("knows an adopted zone at preview", async () => {
    const seen: unknown[] = [];
    const read = () => hostedZone().zoneId.apply((id) => seen.push(id));

    await record(read, { invokes, preview: true });

    expect(seen).toEqual(["Z123"]);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])("says so when an adopted zone recovers slowly (accelerated: %s)", async (on, warnings) => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    const found = { zoneId: "Z123", nameServers, enableAcceleratedRecovery: on };

    await record(() => hostedZone().nameServers, {
      invokes: { "aws:route53/getZone:getZone": found },
    });

    expect(warn).toHaveBeenCalledTimes(warnings);
    warn.mockRestore();
  });

  it("creates a zone that recovers fast and is hard to delete", async () => {
    const registered = await record(() => hostedZone({ source: "create" }));

    const zone = only(registered, zoneType);
    expect(zone.inputs).toMatchObject({
      name: "example.com",
      enableAcceleratedRecovery: true,
      forceDestroy: false,
    });
    expect(zone.protect).toBe(true);
  });

  it("leaves a created zone unprotected where the environment is", async () => {
    const registered = await record(() => hostedZone({ source: "create", protect: false }));

    expect(only(registered, zoneType).protect).toBe(false);
  });

  it("creates a zone at preview", async () => {
    const registered = await record(() => hostedZone({ source: "create" }), { preview: true });

    expect(all(registered, zoneType)).toHaveLength(1);
  });
});
