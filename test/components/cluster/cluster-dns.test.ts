// SPDX-License-Identifier: Apache-2.0
import * as eks from "@pulumi/eks";

import { ClusterDns } from "../../../components/cluster/cluster-dns";
import { NodeGroup } from "../../../components/cluster/node-group";
import { only, record } from "../../support/mocks";

const build = (preview = false) =>
  record(
    () => {
      const nodes = new NodeGroup("nodes", {
        cluster: new eks.Cluster("cluster"),
        version: "1.35",
        subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
        architecture: "arm64",
        instanceTypes: ["m7g.large"],
        minimum: 3,
        desired: 3,
        maximum: 3,
        volumeKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/volumes",
      });
      return new ClusterDns("dns", { clusterName: "production-eu-west-1", nodes });
    },
    { preview, outputs: { "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 7 } } },
  );

describe("ClusterDns", () => {
  it.each([false, true])("takes CoreDNS over from the cluster (preview: %s)", async (preview) => {
    const addon = only(await build(preview), "aws:eks/addon:Addon");
    expect(addon.name).toBe("dns-coredns");
    expect(addon.parent).toMatch(/payments:cluster:ClusterDns::dns$/);
    expect(addon.inputs).toEqual({
      clusterName: "production-eu-west-1",
      addonName: "coredns",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      preserve: true,
    });
  });

  it("waits for nodes, without which the add-on never becomes active", async () => {
    const { dependencies } = only(await build(), "aws:eks/addon:Addon");
    expect(dependencies).toContainEqual(expect.stringMatching(/ManagedNodeGroup::nodes$/));
  });
});
