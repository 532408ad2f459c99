// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { at, isRecord, list, text, type Properties } from "../provider/values";
import { balancerType } from "./ec2-lookups";
import { listenerType, targetGroupsOf } from "./listener-rules";
import { isNetwork } from "./load-balancer-rules";
import { targetGroupType } from "./target-group-rules";

/**
 * The page says that zonal shift can't be enabled while a target group doesn't fit, and neither
 * with which error nor what happens in the other order: code and words are unverified, and so is
 * that a listener and a target group's change are refused.
 */
const refusal: Pick<Rule, "code" | "source"> = {
  code: "InvalidConfigurationRequest",
  source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-zonal-shift.html",
};

/** Whether targets of a load balancer have to fit: without cross-zone balancing any do. */
function shiftsOverZones(balancer: Properties): boolean {
  return (
    isNetwork(balancer) &&
    balancer.enableZonalShift === true &&
    balancer.enableCrossZoneLoadBalancing === true
  );
}

/** What of a target group is in the way of zonal shift. */
function hindrance(group: Properties): string | undefined {
  const protocol = text(group, "protocol");
  if (protocol !== undefined && !["TCP", "TLS"].includes(protocol)) {
    return `its protocol is ${protocol}, not TCP or TLS`;
  }
  if (text(group, "targetType") === "alb") return "its target is an Application Load Balancer";
  if (String(group.loadBalancingCrossZoneEnabled) === "false") return "it stays within zones";
  const [health] = list(group, "targetHealthStates");
  // Left out, AWS has it on.
  return isRecord(health) && at(health, "enableUnhealthyConnectionTermination") === false
    ? undefined
    : "it terminates connections to unhealthy targets";
}

/** Says no to a load balancer and the first of some target groups that is in the way. */
function firstHindrance(
  balancer: { readonly id: string },
  groups: readonly { readonly id: string; readonly inputs: Properties }[],
): string | undefined {
  const [reason] = groups.flatMap(({ id, inputs }) => {
    const why = hindrance(inputs);
    return why === undefined ? [] : [`target group '${id}' doesn't allow it: ${why}`];
  });
  return (
    reason &&
    `Zonal shift can't be enabled for load balancer '${balancer.id}' with cross-zone load balancing: ${reason}`
  );
}

function balancerOf({ cloud, region }: Self, listener: Properties): CloudObject | undefined {
  return cloud.find(balancerType, text(listener, "loadBalancerArn") ?? "", region);
}

function groupsOf({ cloud, region }: Self, listener: Properties): CloudObject[] {
  return targetGroupsOf(listener)
    .map((groupArn) => cloud.find(targetGroupType, groupArn, region))
    .filter((group) => group !== undefined);
}

/** Zonal shift comes to a load balancer that has listeners. */
export const balancerCannotShift: Rule = {
  ...refusal,
  property: "enableZonalShift",
  stage: "update",
  refuses: (self) => {
    if (!shiftsOverZones(self.inputs)) return undefined;
    const groups = self.cloud
      .list(listenerType, self.region)
      .filter(({ inputs }) => inputs.loadBalancerArn === self.id)
      .flatMap(({ inputs }) => groupsOf(self, inputs));
    return firstHindrance(self, groups);
  },
};

/** A target group comes to a load balancer that has zonal shift. */
export const listenerHindersShift: Rule = {
  ...refusal,
  property: "defaultActions.targetGroupArn",
  stage: "write",
  refuses: (self) => {
    const balancer = balancerOf(self, self.inputs);
    if (balancer === undefined || !shiftsOverZones(balancer.inputs)) return undefined;
    return firstHindrance(balancer, groupsOf(self, self.inputs));
  },
};

/** A target group changes behind a load balancer that has zonal shift. */
export const groupHindersShift: Rule = {
  ...refusal,
  property: "targetHealthStates",
  stage: "update",
  refuses: (self) => {
    const balancer = self.cloud
      .list(listenerType, self.region)
      .filter(({ inputs }) => targetGroupsOf(inputs).includes(self.id))
      .map(({ inputs }) => balancerOf(self, inputs))
      .find((one) => one !== undefined && shiftsOverZones(one.inputs));
    return balancer && firstHindrance(balancer, [self]);
  },
};
