// SPDX-License-Identifier: Apache-2.0
import type { Mutant, StackDraft } from "../../support/mutant";

const cluster = "aws:eks/cluster:Cluster";
const nodeGroup = "aws:eks/nodeGroup:NodeGroup";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const scope = "us-east-1";

/** Sets a property of the cluster. */
function ofCluster(path: readonly (string | number)[], value: unknown) {
  return (stack: StackDraft): void => stack.set(stack.one(cluster), path, value);
}

export const resourceEksMutants: readonly Mutant[] = [
  {
    rule: "limit-cluster-endpoint",
    mistake: "the cluster's API is open to the internet, by default",
    scope,
    make: ofCluster(["vpcConfig", "endpointPublicAccess"], undefined),
  },
  {
    rule: "limit-cluster-endpoint",
    mistake: "the list of who may reach the cluster's API holds everybody",
    environment: "staging",
    scope,
    make: ofCluster(["vpcConfig", "publicAccessCidrs", 0], "0.0.0.0/0"),
  },
  {
    rule: "limit-cluster-endpoint",
    mistake: "nodes reach the cluster's API by the internet",
    environment: "staging",
    scope,
    make: ofCluster(["vpcConfig", "endpointPrivateAccess"], false),
  },
  {
    rule: "log-control-plane",
    mistake: "the cluster keeps no audit log",
    scope,
    make: ofCluster(["enabledClusterLogTypes"], ["api", "controllerManager", "scheduler"]),
  },
  {
    rule: "encrypt-cluster-secrets",
    mistake: "secrets are encrypted with AWS's key",
    scope,
    make: ofCluster(["encryptionConfig"], undefined),
  },
  {
    rule: "admit-by-access-entries",
    mistake: "a ConfigMap says who may use the cluster",
    scope,
    make: ofCluster(["accessConfig", "authenticationMode"], "API_AND_CONFIG_MAP"),
  },
  {
    rule: "admit-by-access-entries",
    mistake: "who created the cluster is its hidden administrator",
    scope,
    make: ofCluster(["accessConfig", "bootstrapClusterCreatorAdminPermissions"], undefined),
  },
  {
    rule: "run-supported-kubernetes",
    mistake: "the nodes are two years old",
    scope,
    make: (stack) => stack.set(stack.one(nodeGroup), ["version"], "1.29"),
  },
  {
    rule: "allow-zonal-shift",
    mistake: "the cluster can't be shifted out of a zone",
    scope,
    make: ofCluster(["zonalShiftConfig"], undefined),
  },
  {
    rule: "allow-zonal-shift",
    mistake: "the public load balancer can't be shifted out of a zone",
    scope,
    make: (stack) => {
      const balancer = stack.one("aws:lb/loadBalancer:LoadBalancer", "payments-public-balancer");
      stack.set(balancer, ["enableZonalShift"], false);
    },
  },
  {
    rule: "limit-node-disruption",
    mistake: "nothing says how many nodes an update may take away",
    scope,
    make: (stack) => stack.unset(stack.one(nodeGroup), ["updateConfig"]),
  },
  {
    rule: "repair-nodes",
    mistake: "broken nodes stay",
    scope,
    make: (stack) => stack.unset(stack.one(nodeGroup), ["nodeRepairConfig"]),
  },
  {
    rule: "open-no-shells",
    mistake: "a key pair opens every node",
    scope,
    make: (stack) => stack.set(stack.one(template), ["keyName"], "operators"),
  },
  {
    rule: "guard-instance-metadata",
    mistake: "nodes give their credentials to any request",
    scope,
    make: (stack) => stack.set(stack.one(template), ["metadataOptions", "httpTokens"], "optional"),
  },
  {
    rule: "guard-instance-metadata",
    mistake: "pods read the credentials of their node",
    scope,
    make: (stack) =>
      stack.set(stack.one(template), ["metadataOptions", "httpPutResponseHopLimit"], 2),
  },
  {
    rule: "encrypt-node-volumes",
    mistake: "the nodes' disks are not encrypted",
    scope,
    make: (stack) =>
      stack.set(stack.one(template), ["blockDeviceMappings", 0, "ebs", "encrypted"], "false"),
  },
  {
    rule: "respect-disruption-budgets",
    mistake: "an update of nodes takes the last pod",
    scope,
    make: (stack) => stack.set(stack.one(nodeGroup), ["forceUpdateVersion"], true),
  },
  {
    rule: "refuse-spot-nodes",
    mistake: "the standby's nodes are taken back when everybody wants some",
    scope: "eu-west-1",
    make: (stack) => stack.set(stack.one(nodeGroup), ["capacityType"], "SPOT"),
  },
];
