// SPDX-License-Identifier: Apache-2.0
import { LoadBalancerEgress } from "../../../components/edge/load-balancer-egress";
import { all, record } from "../../support/mocks";

const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

describe("LoadBalancerEgress", () => {
  it.each([false, true])(
    "leads to the pods' group on each port once (preview: %s)",
    async (preview) => {
      const registered = await record(
        () =>
          new LoadBalancerEgress("edge", {
            loadBalancerSecurityGroupId: "sg-nlb",
            workloadSecurityGroupId: "sg-pods",
            targetPorts: [8443, 8080, 8443],
          }),
        { preview },
      );

      const rules = all(registered, egressType);
      expect(rules.map(({ name }) => name)).toEqual([
        "edge-to-workload-8443",
        "edge-to-workload-8080",
      ]);
      expect(rules[0]?.inputs).toMatchObject({
        securityGroupId: "sg-nlb",
        referencedSecurityGroupId: "sg-pods",
        ipProtocol: "tcp",
        fromPort: 8443,
        toPort: 8443,
      });
      for (const rule of rules) expect(rule.inputs).not.toHaveProperty("cidrIpv4");
    },
  );
});
