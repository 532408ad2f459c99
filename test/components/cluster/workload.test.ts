// SPDX-License-Identifier: Apache-2.0
import { WorkloadRole } from "../../../components/cluster/workload-role";
import { WorkloadSecurityGroup } from "../../../components/cluster/workload-security-group";
import { all, only, record } from "../../support/mocks";

const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

describe("WorkloadRole", () => {
  it("gives one service account of one cluster the policy, by Pod Identity", async () => {
    const registered = await record(
      () =>
        new WorkloadRole("api-role", {
          clusterName: "production-eu-west-1",
          namespace: "payments",
          serviceAccount: "payments-api",
          policy: '{"Statement":[]}',
        }),
    );
    const role = only(registered, "aws:iam/role:Role");
    expect(JSON.parse(String(role.inputs.assumeRolePolicy))).toMatchObject({
      Statement: [
        {
          Principal: { Service: ["pods.eks.amazonaws.com"] },
          Action: ["sts:AssumeRole", "sts:TagSession"],
        },
      ],
    });
    expect(only(registered, "aws:iam/rolePolicy:RolePolicy").inputs).toEqual({
      role: "api-role-id",
      policy: '{"Statement":[]}',
    });
    expect(
      only(registered, "aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs,
    ).toEqual({
      clusterName: "production-eu-west-1",
      namespace: "payments",
      serviceAccount: "payments-api",
      roleArn: "arn:mock:api-role",
    });
  });
});

describe("WorkloadSecurityGroup", () => {
  const build = (preview = false) =>
    record(
      () => {
        const pods = new WorkloadSecurityGroup("pods", {
          vpcId: "vpc-1",
          servicePorts: [8443, 9443],
          loadBalancerSecurityGroupIds: { payments: "sg-lb" },
          clusterSecurityGroupId: "sg-cluster",
          endpointSecurityGroupId: "sg-endpoints",
        });
        pods.allowTo("database", "sg-database", 5432);
      },
      { preview },
    );

  const rulesOf = async (type: string) =>
    all(await build(), type).map(({ name, inputs }) =>
      [
        name,
        inputs.securityGroupId,
        inputs.referencedSecurityGroupId ?? inputs.cidrIpv4,
        inputs.ipProtocol,
        inputs.fromPort,
        inputs.toPort,
      ].join(" "),
    );

  it("lets in the load balancers and probes, and opens DNS and the endpoints to the pods", async () => {
    expect((await rulesOf(ingressType)).sort()).toEqual([
      "pods-from-payments-8443 pods-id sg-lb tcp 8443 8443",
      "pods-from-payments-9443 pods-id sg-lb tcp 9443 9443",
      "pods-from-probes-8443 pods-id sg-cluster tcp 8443 8443",
      "pods-from-probes-9443 pods-id sg-cluster tcp 9443 9443",
      "pods-to-dns-tcp sg-cluster pods-id tcp 53 53",
      "pods-to-dns-udp sg-cluster pods-id udp 53 53",
      "pods-to-endpoints sg-endpoints pods-id tcp 443 443",
    ]);
  });

  it("lets the pods out to DNS, HTTPS and what they were allowed to", async () => {
    expect((await rulesOf(egressType)).sort()).toEqual([
      "pods-to-database pods-id sg-database tcp 5432 5432",
      "pods-to-dns-tcp pods-id sg-cluster tcp 53 53",
      "pods-to-dns-udp pods-id sg-cluster udp 53 53",
      "pods-to-https pods-id 0.0.0.0/0 tcp 443 443",
    ]);
  });

  it("lets nobody in by address", async () => {
    for (const { inputs } of all(await build(), ingressType)) {
      expect(inputs).not.toHaveProperty("cidrIpv4");
    }
  });

  it("describes rules in characters that AWS takes", async () => {
    const registered = await build();
    for (const { inputs } of [...all(registered, ingressType), ...all(registered, egressType)]) {
      expect(inputs.description).toMatch(/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/);
    }
  });

  it("has the same rules at a first preview", async () => {
    const previewed = await build(true);
    expect(all(previewed, ingressType)).toHaveLength(7);
    expect(all(previewed, egressType)).toHaveLength(4);
  });
});
