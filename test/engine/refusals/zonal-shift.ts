// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

import type { RefusalCase } from "../../support/refusal-case";
import { twoSubnetsOf } from "./network";

type About = Pick<RefusalCase, "what" | "token" | "property" | "stage">;

/** Whether each part is as AWS wants it for zonal shift over zones. */
interface Parts {
  readonly shifts: boolean;
  readonly keepsConnections: boolean;
}

/** A listener between a load balancer and a target group that fit, and with the mistake don't. */
function shiftCase(about: About, good: Parts, bad: Parts): RefusalCase {
  return {
    ...about,
    code: "InvalidConfigurationRequest",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { shifts, keepsConnections } = mistake ? bad : good;
      const { vpc, subnets } = twoSubnetsOf(given);
      const balancer = new aws.lb.LoadBalancer(`${name}-balancer`, {
        name,
        loadBalancerType: "network",
        subnets: subnets.map(({ id }) => id),
        enableCrossZoneLoadBalancing: true,
        enableZonalShift: shifts,
      });
      const group = new aws.lb.TargetGroup(`${name}-targets`, {
        name,
        vpcId: vpc.id,
        protocol: "TCP",
        port: 8443,
        targetHealthStates: [{ enableUnhealthyConnectionTermination: !keepsConnections }],
      });
      // A refused update leaves outputs open. What waits for them is skipped, and then the engine
      // deletes nothing, which other cases need.
      const isRefused = mistake && about.stage === "update";
      const held = (one: pulumi.Input<string>) => (isRefused ? "whatever it was" : one);
      new aws.lb.Listener(
        `${name}-listener`,
        {
          loadBalancerArn: held(balancer.arn),
          port: 443,
          protocol: "TCP",
          defaultActions: [{ type: "forward", targetGroupArn: held(group.arn) }],
        },
        { ignoreChanges: ["defaultActions", "loadBalancerArn"] },
      );
    },
  };
}

const fits: Parts = { shifts: true, keepsConnections: true };

export const zonalShift: readonly RefusalCase[] = [
  shiftCase(
    {
      what: "a listener of a load balancer with zonal shift, for targets that lose connections",
      token: "aws:lb/listener:Listener",
      property: "defaultActions.targetGroupArn",
      stage: "write",
    },
    fits,
    { ...fits, keepsConnections: false },
  ),
  shiftCase(
    {
      what: "zonal shift of a load balancer whose targets lose connections",
      token: "aws:lb/loadBalancer:LoadBalancer",
      property: "enableZonalShift",
      stage: "update",
    },
    { shifts: false, keepsConnections: false },
    { shifts: true, keepsConnections: false },
  ),
  shiftCase(
    {
      what: "targets that lose connections, behind a load balancer with zonal shift",
      token: "aws:lb/targetGroup:TargetGroup",
      property: "targetHealthStates",
      stage: "update",
    },
    fits,
    { ...fits, keepsConnections: false },
  ),
];
