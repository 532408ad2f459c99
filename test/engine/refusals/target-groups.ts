// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";

import type { RefusalCase } from "../../support/refusal-case";
import { keeping, nowhere, twoSubnetsOf, vpcOf } from "./network";

const token = "aws:lb/targetGroup:TargetGroup";
const code = "ValidationError";

/** A target group of pods; the mistake is in some of its properties. */
function groupCase(
  about: Pick<RefusalCase, "what" | "property" | "stage">,
  mistaken: Partial<aws.lb.TargetGroupArgs>,
): RefusalCase {
  return {
    ...about,
    code,
    token,
    program: (given) => {
      const { aws, name, mistake } = given;
      new aws.lb.TargetGroup(`${name}-targets`, {
        name,
        vpcId: vpcOf(given).id,
        targetType: "ip",
        protocol: "TCP",
        port: 8443,
        healthCheck: { protocol: "HTTP", path: "/healthz", interval: 10, timeout: 5 },
        ...(mistake ? mistaken : {}),
      });
    },
  };
}

/** What the provider refuses at preview. */
function checkCase(
  what: string,
  property: string,
  mistaken: Partial<aws.lb.TargetGroupArgs>,
): RefusalCase {
  return groupCase({ what, property, stage: "check" }, mistaken);
}

const checks: readonly RefusalCase[] = [
  checkCase("a target group's name of 33 characters", "name", { name: "n".repeat(33) }),
  checkCase("a target group without a port", "port", { port: undefined }),
  checkCase("a target group on port 0", "port", { port: 0 }),
  checkCase("a target group without a protocol", "protocol", { protocol: undefined }),
  checkCase("a target group without a VPC", "vpcId", { vpcId: undefined }),
  checkCase("a target group that waits two hours for a target", "deregistrationDelay", {
    deregistrationDelay: 7200,
  }),
  checkCase("a target group that starts slowly within ten seconds", "slowStart", { slowStart: 10 }),
  checkCase("a health check every second", "healthCheck.interval", {
    healthCheck: { interval: 1 },
  }),
  checkCase("a health check that waits for one second", "healthCheck.timeout", {
    healthCheck: { timeout: 1 },
  }),
  checkCase("one good answer for health", "healthCheck.healthyThreshold", {
    healthCheck: { healthyThreshold: 1 },
  }),
  checkCase("eleven bad answers for a failure", "healthCheck.unhealthyThreshold", {
    healthCheck: { unhealthyThreshold: 11 },
  }),
  checkCase("a health check's path without a slash", "healthCheck.path", {
    healthCheck: { path: "healthz" },
  }),
  checkCase("a health check by TCP with a path", "healthCheck.path", {
    healthCheck: { protocol: "TCP", path: "/healthz" },
  }),
  checkCase("a health check by TCP that expects 200", "healthCheck.matcher", {
    healthCheck: { protocol: "TCP", matcher: "200" },
  }),
  checkCase("a health check by TCP of a target group for HTTP", "healthCheck.protocol", {
    protocol: "HTTP",
    healthCheck: { protocol: "TCP" },
  }),
];

const calls: readonly RefusalCase[] = [
  groupCase(
    { what: "a target group of a VPC that isn't there", property: "vpcId", stage: "write" },
    { vpcId: nowhere.vpc },
  ),
  groupCase(
    {
      what: "a health check that waits longer than its interval",
      property: "healthCheck.timeout",
      stage: "write",
    },
    { healthCheck: { interval: 10, timeout: 20 } },
  ),
  {
    what: "a target group's name that is taken",
    token,
    code: "DuplicateTargetGroupName",
    property: "name",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const shared = { vpcId: vpcOf(given).id, protocol: "TCP", port: 8443 };
      const first = new aws.lb.TargetGroup(`${name}-first`, { ...shared, name });
      const second = { ...shared, name: mistake ? name : `${name}-other` };
      new aws.lb.TargetGroup(`${name}-second`, second, { dependsOn: [first] });
    },
  },
  {
    what: "the deletion of a target group that a listener forwards to",
    token,
    code: "ResourceInUse",
    property: "arn",
    stage: "delete",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { vpc, subnets } = twoSubnetsOf(given);
      const balancer = new aws.lb.LoadBalancer(`${name}-balancer`, {
        name,
        loadBalancerType: "network",
        subnets: subnets.map(({ id }) => id),
      });
      const group = mistake
        ? undefined
        : new aws.lb.TargetGroup(`${name}-targets`, { vpcId: vpc.id, protocol: "TCP", port: 8443 });
      const { id, opts } = keeping("defaultActions", group);
      new aws.lb.Listener(
        `${name}-listener`,
        {
          loadBalancerArn: balancer.arn,
          port: 443,
          protocol: "TCP",
          defaultActions: [{ type: "forward", targetGroupArn: id }],
        },
        opts,
      );
    },
  },
];

export const targetGroups: readonly RefusalCase[] = [...checks, ...calls];
