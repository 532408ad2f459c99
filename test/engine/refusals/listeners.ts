// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { certificateOf, provedCertificateOf } from "./certificates";
import { twoSubnetsOf, vpcOf } from "./network";

const token = "aws:lb/listener:Listener";
const elb = "arn:aws:elasticloadbalancing:us-east-1:111122223333";
const missing = {
  balancer: `${elb}:loadbalancer/net/nobody/0123456789abcdef`,
  group: `${elb}:targetgroup/nobody/0123456789abcdef`,
  certificate:
    "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000",
};

type About = Pick<RefusalCase, "what" | "code" | "property" | "stage">;

interface Parts {
  readonly vpc: aws.ec2.Vpc;
  readonly balancer: aws.lb.LoadBalancer;
  readonly group: aws.lb.TargetGroup;
  readonly subnetIds: aws.lb.LoadBalancerArgs["subnets"];
}

function balancerOf(
  { aws, name }: Given,
  role: string,
  subnets: aws.lb.LoadBalancerArgs["subnets"],
): aws.lb.LoadBalancer {
  const args = { name: `${name}-${role}`, loadBalancerType: "network", subnets };
  return new aws.lb.LoadBalancer(`${name}-${role}`, args);
}

function groupOf(
  { aws, name }: Given,
  role: string,
  vpc: aws.ec2.Vpc,
  protocol = "TCP",
): aws.lb.TargetGroup {
  const args = { name: `${name}-${role}`, vpcId: vpc.id, protocol, port: 8443 };
  return new aws.lb.TargetGroup(`${name}-${role}`, args);
}

function forwardTo(group: Pick<aws.lb.TargetGroup, "arn">): aws.lb.ListenerArgs["defaultActions"] {
  return [{ type: "forward", targetGroupArn: group.arn }];
}

function partsOf(given: Given): Parts {
  const { vpc, subnets } = twoSubnetsOf(given);
  const subnetIds = subnets.map(({ id }) => id);
  const balancer = balancerOf(given, "balancer", subnetIds);
  return { vpc, balancer, group: groupOf(given, "targets", vpc), subnetIds };
}

/** A listener for TCP; the mistake is in some of its properties. */
function listenerCase(
  about: About,
  mistaken: (given: Given, parts: Parts) => Partial<aws.lb.ListenerArgs>,
): RefusalCase {
  return {
    ...about,
    token,
    program: (given) => {
      const { aws, name, mistake } = given;
      const parts = partsOf(given);
      new aws.lb.Listener(`${name}-listener`, {
        loadBalancerArn: parts.balancer.arn,
        port: 443,
        protocol: "TCP",
        defaultActions: forwardTo(parts.group),
        ...(mistake ? mistaken(given, parts) : {}),
      });
    },
  };
}

const targets: readonly RefusalCase[] = [
  listenerCase(
    {
      what: "a listener on port 65536",
      code: "ValidationError",
      property: "port",
      stage: "check",
    },
    () => ({ port: 65_536 }),
  ),
  listenerCase(
    {
      what: "a listener that forwards nowhere",
      code: "ValidationError",
      property: "defaultActions",
      stage: "check",
    },
    () => ({ defaultActions: [{ type: "forward" }] }),
  ),
  listenerCase(
    { what: "a listener on no port", code: "ValidationError", property: "port", stage: "create" },
    () => ({ port: undefined }),
  ),
  listenerCase(
    {
      what: "a listener for no protocol",
      code: "ValidationError",
      property: "protocol",
      stage: "create",
    },
    () => ({ protocol: undefined }),
  ),
  listenerCase(
    {
      what: "a listener of a load balancer that isn't there",
      code: "LoadBalancerNotFound",
      property: "loadBalancerArn",
      stage: "write",
    },
    () => ({ loadBalancerArn: missing.balancer }),
  ),
  listenerCase(
    {
      what: "a listener that forwards to a target group that isn't there",
      code: "TargetGroupNotFound",
      property: "defaultActions.targetGroupArn",
      stage: "write",
    },
    () => ({ defaultActions: [{ type: "forward", targetGroupArn: missing.group }] }),
  ),
  listenerCase(
    {
      what: "a listener with a weight for a target group that isn't there",
      code: "TargetGroupNotFound",
      property: "defaultActions.forward.targetGroups.arn",
      stage: "write",
    },
    () => ({
      defaultActions: [{ type: "forward", forward: { targetGroups: [{ arn: missing.group }] } }],
    }),
  ),
  listenerCase(
    {
      what: "a listener for HTTP of a network load balancer",
      code: "ValidationError",
      property: "protocol",
      stage: "write",
    },
    () => ({ protocol: "HTTP" }),
  ),
  listenerCase(
    {
      what: "a listener for TCP that forwards to a target group for HTTP",
      code: "IncompatibleProtocols",
      property: "defaultActions",
      stage: "write",
    },
    (given, { vpc }) => ({ defaultActions: forwardTo(groupOf(given, "http", vpc, "HTTP")) }),
  ),
  listenerCase(
    {
      what: "a listener that forwards to another VPC's target group",
      code: "InvalidConfigurationRequest",
      property: "defaultActions",
      stage: "write",
    },
    (given) => ({ defaultActions: forwardTo(groupOf(given, "other", vpcOf(given, 1))) }),
  ),
  {
    what: "a second listener on one port",
    token,
    code: "DuplicateListener",
    property: "port",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { balancer, group } = partsOf(given);
      const shared = {
        loadBalancerArn: balancer.arn,
        protocol: "TCP",
        defaultActions: forwardTo(group),
      };
      const first = new aws.lb.Listener(`${name}-first`, { ...shared, port: 443 });
      const second = { ...shared, port: mistake ? 443 : 444 };
      new aws.lb.Listener(`${name}-second`, second, { dependsOn: [first] });
    },
  },
  {
    what: "a target group of two load balancers",
    token,
    code: "TargetGroupAssociationLimit",
    property: "defaultActions",
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { vpc, balancer, group, subnetIds } = partsOf(given);
      const other = balancerOf(given, "other", subnetIds);
      const shared = { port: 443, protocol: "TCP" };
      const first = new aws.lb.Listener(`${name}-first`, {
        ...shared,
        loadBalancerArn: balancer.arn,
        defaultActions: forwardTo(group),
      });
      const chosen = mistake ? group : groupOf(given, "more", vpc);
      new aws.lb.Listener(
        `${name}-second`,
        { ...shared, loadBalancerArn: other.arn, defaultActions: forwardTo(chosen) },
        { dependsOn: [first] },
      );
    },
  },
];

/** A listener for TLS with a certificate that is issued; the mistake is in some properties. */
function tlsCase(
  about: Pick<RefusalCase, "what" | "code" | "property">,
  mistaken: (given: Given) => Partial<aws.lb.ListenerArgs>,
): RefusalCase {
  return {
    ...about,
    token,
    stage: "write",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { balancer, group } = partsOf(given);
      new aws.lb.Listener(`${name}-listener`, {
        loadBalancerArn: balancer.arn,
        port: 443,
        protocol: "TLS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: provedCertificateOf(given).validation.certificateArn,
        defaultActions: forwardTo(group),
        ...(mistake ? mistaken(given) : {}),
      });
    },
  };
}

const tls: readonly RefusalCase[] = [
  tlsCase(
    {
      what: "a listener for TLS without a certificate",
      code: "ValidationError",
      property: "certificateArn",
    },
    () => ({ certificateArn: undefined }),
  ),
  tlsCase(
    {
      what: "a listener with a certificate that isn't there",
      code: "CertificateNotFound",
      property: "certificateArn",
    },
    () => ({ certificateArn: missing.certificate }),
  ),
  tlsCase(
    {
      what: "a listener with another region's certificate",
      code: "CertificateNotFound",
      property: "certificateArn",
    },
    (given) => ({ certificateArn: certificateOf(given, "abroad", given.in("eu-west-1")).arn }),
  ),
  tlsCase(
    {
      what: "a listener with a certificate that isn't issued yet",
      code: "UnsupportedCertificate",
      property: "certificateArn",
    },
    (given) => ({ certificateArn: certificateOf(given, "waiting").arn }),
  ),
  tlsCase(
    {
      what: "a listener with a security policy that isn't there",
      code: "SSLPolicyNotFound",
      property: "sslPolicy",
    },
    () => ({ sslPolicy: "TLS13-only" }),
  ),
];

export const listeners: readonly RefusalCase[] = [...targets, ...tls];
