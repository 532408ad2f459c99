// SPDX-License-Identifier: Apache-2.0
import type { LoadBalancerArgs } from "../../../components/edge/network-load-balancer";
import { computed } from "../../support/computed";

export const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";
export const targetGroupType = "aws:lb/targetGroup:TargetGroup";
export const listenerType = "aws:lb/listener:Listener";
export const securityGroupType = "aws:ec2/securityGroup:SecurityGroup";
export const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** Arguments of either load balancer, all valid: a test breaks one. */
export const happyPath: LoadBalancerArgs = {
  environment: "production",
  vpcId: "vpc-1",
  availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  services: [
    { name: "payments", tier: 1, port: 443, targetPort: 8443 },
    { name: "reports", tier: 3, port: 8444, targetPort: 8080 },
  ],
  certificateArn: "arn:certificate",
  accessLogsBucket: "logs",
  protect: true,
};

export const subnetIds = ["subnet-a", "subnet-b", "subnet-c"];

/** What AWS computes for a load balancer and its parts. */
export const answers = computed({
  [loadBalancerType]: ({ name }) => ({
    arnSuffix: `net/${String(name)}/1`,
    dnsName: `${String(name)}.elb.example.net`,
    zoneId: "ZNLB",
  }),
  [targetGroupType]: ({ name }) => ({ arnSuffix: `targetgroup/${String(name)}/1` }),
  "aws:ec2/eip:Eip": (_, name) => ({ publicIp: `address of ${name}` }),
});
