// SPDX-License-Identifier: Apache-2.0
import {
  adminEntries,
  clusterIssues,
  type ClusterAccess,
} from "../../../components/cluster/cluster-access";
import { formatIssue } from "../../../components/shared/issues";

const admin = "arn:aws:iam::111122223333:role/platform-admin";

const issuesOf = (change: Partial<ClusterAccess>) =>
  clusterIssues({
    serviceCidr: "172.20.0.0/16",
    api: { access: "private" },
    adminRoleArns: [admin],
    ...change,
  }).map(formatIssue);

describe("clusterIssues", () => {
  it("accepts a private cluster and a public one with an allow-list", () => {
    expect(issuesOf({})).toEqual([]);
    expect(issuesOf({ api: { access: "public", allowedCidrs: ["203.0.113.0/24"] } })).toEqual([]);
  });

  it.each<[Partial<ClusterAccess>, string]>([
    [
      { serviceCidr: "172.20.0.0/11" },
      'serviceCidr: has host bits set, got "172.20.0.0/11"; write 172.0.0.0/11 if that block is meant',
    ],
    [
      { serviceCidr: "172.0.0.0/11" },
      'serviceCidr: must be a /12 to /24, got "172.0.0.0/11"; choose a block of that size',
    ],
    [
      { serviceCidr: "172.20.0.0/25" },
      'serviceCidr: must be a /12 to /24, got "172.20.0.0/25"; choose a block of that size',
    ],
    [
      { api: { access: "public", allowedCidrs: [] } },
      'api.allowedCidrs: is empty, got []; list ranges, or set access to "private"',
    ],
    [
      { api: { access: "public", allowedCidrs: ["203.0.113.0/24", "0.0.0.0/0"] } },
      'api.allowedCidrs[1]: is the whole internet, got "0.0.0.0/0"; list the ranges that administrators come from',
    ],
    [
      { adminRoleArns: [] },
      "adminRoleArns: is empty, got []; name at least one role; nobody else could ever administer the cluster",
    ],
    [
      { adminRoleArns: ["arn:aws:iam::111122223333:user/me"] },
      'adminRoleArns[0]: is not the ARN of an IAM role, got "arn:aws:iam::111122223333:user/me"; write arn:aws:iam::<account>:role/<name>',
    ],
    [
      { adminRoleArns: [admin, "arn:aws:iam::111122223333:role/sso/platform-admin"] },
      'adminRoleArns: has two roles named platform-admin, got ["arn:aws:iam::111122223333:role/platform-admin","arn:aws:iam::111122223333:role/sso/platform-admin"]; name each role once',
    ],
  ])("fails when given %j", (change, message) => {
    expect(issuesOf(change)).toEqual([message]);
  });
});

describe("adminEntries", () => {
  const deploy = "arn:aws:iam::111122223333:role/payments-ci-deploy";

  it("names each entry after its role and gives it the whole cluster, the deployment's too", () => {
    const arn = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/Admin_1";
    const accessPolicies = {
      admin: {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      },
    };
    expect(adminEntries([arn], deploy)).toEqual({
      Admin_1: { principalArn: arn, accessPolicies },
      deploy: { principalArn: deploy, accessPolicies },
    });
  });

  it("fails when something is no role", () => {
    expect(() => adminEntries(["root"], deploy)).toThrow('not the ARN of an IAM role, got "root"');
  });
});
