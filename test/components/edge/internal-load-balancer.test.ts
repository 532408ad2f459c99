// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

import {
  InternalLoadBalancer,
  type InternalLoadBalancerArgs,
} from "../../../components/edge/internal-load-balancer";
import { all, only, record } from "../../support/mocks";
import {
  answers,
  happyPath,
  ingressType,
  listenerType,
  loadBalancerType,
  subnetIds,
  targetGroupType,
} from "./load-balancers.fixture";

function loadBalancer(
  change: Partial<InternalLoadBalancerArgs> = {},
  opts: pulumi.ComponentResourceOptions = answers,
): InternalLoadBalancer {
  const args = {
    ...happyPath,
    services: happyPath.services.slice(0, 1),
    privateSubnetIds: subnetIds,
    peerCidrs: ["10.1.0.0/16", "100.64.0.0/16"],
    clientSecurityGroupIds: { workload: "sg-workload" },
    ...change,
  };
  return new InternalLoadBalancer("internal", args, opts);
}

describe("InternalLoadBalancer", () => {
  it("has private addresses only", async () => {
    const registered = await record(() => loadBalancer());

    expect(only(registered, loadBalancerType).inputs).toMatchObject({
      name: "production-internal",
      internal: true,
      subnetMappings: subnetIds.map((subnetId) => ({ subnetId })),
    });
    expect(all(registered, "aws:ec2/eip:Eip")).toEqual([]);
  });

  it("lets peers in by range and this region's clients by group", async () => {
    const registered = await record(() => loadBalancer());

    const sources = all(registered, ingressType).map(({ name, inputs }) => [
      name,
      inputs.cidrIpv4 ?? inputs.referencedSecurityGroupId,
      inputs.fromPort,
    ]);
    expect(sources).toEqual([
      ["internal-from-10-1-0-0-16-443", "10.1.0.0/16", 443],
      ["internal-from-100-64-0-0-16-443", "100.64.0.0/16", 443],
      ["internal-from-workload-443", "sg-workload", 443],
    ]);
  });

  it("describes its rules in characters that EC2 takes", async () => {
    const registered = await record(() => loadBalancer());

    for (const { inputs } of all(registered, ingressType)) {
      expect(inputs.description).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    }
  });

  it("speaks TLS and hides the client's address", async () => {
    const registered = await record(() => loadBalancer());

    expect(only(registered, listenerType).inputs).toMatchObject({ protocol: "TLS", port: 443 });
    expect(only(registered, targetGroupType).inputs).toMatchObject({
      name: "int-payments-8443",
      preserveClientIp: "false",
    });
  });

  it("lets nobody in where nobody is named", async () => {
    const nobody = { peerCidrs: [], clientSecurityGroupIds: {} };
    const registered = await record(() => loadBalancer(nobody));

    expect(all(registered, ingressType)).toEqual([]);
  });

  it("registers the same resources while subnets and groups are unknown", async () => {
    const change = {
      privateSubnetIds: pulumi.unknown as pulumi.Output<string[]>,
      clientSecurityGroupIds: { workload: pulumi.unknown as pulumi.Output<string> },
    };
    const previewed = await record(() => loadBalancer(change, {}), { preview: true });
    const created = await record(() => loadBalancer());

    const names = (registered: typeof created) => registered.map(({ name }) => name).sort();
    expect(names(previewed)).toEqual(names(created));
  });

  it("stands without a listener where no service is", async () => {
    const registered = await record(() => loadBalancer({ services: [] }));

    expect(all(registered, loadBalancerType)).toHaveLength(1);
    expect(all(registered, listenerType)).toEqual([]);
  });

  it("fails when two services share a port", async () => {
    const services = happyPath.services.map((service) => ({ ...service, port: 443 }));
    await expect(record(() => loadBalancer({ services }))).rejects.toThrow(
      "services[1].port: is that of services[0], got 443",
    );
  });
});
