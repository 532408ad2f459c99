// SPDX-License-Identifier: Apache-2.0
import type { CloudObject } from "../provider/cloud";
import type { Rule, Self } from "../provider/resource-type";
import { isRecord, list, text, textsWithin, type Properties } from "../provider/values";
import { certificateType, unprovenName } from "./certificate-proofs";
import { balancerType } from "./ec2-lookups";
import { isNetwork } from "./load-balancer-rules";
import { mustExist } from "./rules";
import { targetGroupType } from "./target-group-rules";
import { mustBeWithin } from "./value-rules";

export const listenerType = "aws:lb/listener:Listener";

const api = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference";
const create = `${api}/API_CreateListener.html`;
const provider =
  "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elbv2";

/** Whether the listener ends TLS, and so shows a certificate. */
export function isEncrypted(inputs: Properties): boolean {
  return ["HTTPS", "TLS"].includes(text(inputs, "protocol") ?? "");
}

function balancerOf({ inputs, cloud, region }: Self): CloudObject | undefined {
  return cloud.find(balancerType, text(inputs, "loadBalancerArn") ?? "", region);
}

const groupPaths = ["defaultActions.targetGroupArn", "defaultActions.forward.targetGroups.arn"];

/** ARNs of the target groups that a listener forwards to. */
export function targetGroupsOf(inputs: Properties): string[] {
  return [...new Set(groupPaths.flatMap((path) => textsWithin(inputs, path)))];
}

/** The target groups that are there. */
function knownGroupsOf({ inputs, cloud, region }: Self): CloudObject[] {
  return targetGroupsOf(inputs)
    .map((groupArn) => cloud.find(targetGroupType, groupArn, region))
    .filter((group) => group !== undefined);
}

const portTaken: Rule = {
  code: "DuplicateListener",
  property: "port",
  stage: "write",
  source: create,
  refuses: ({ id, inputs, cloud, region }) => {
    const rival = cloud
      .list(listenerType, region)
      .filter((other) => other.id !== id && other.inputs.port === inputs.port)
      .find((other) => other.inputs.loadBalancerArn === inputs.loadBalancerArn);
    return (
      rival &&
      `A listener already exists on this port for this load balancer '${text(inputs, "loadBalancerArn")}'`
    );
  },
};

/**
 * Protocols of each kind's listeners, and of the target groups that each can forward to.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-group-routing-configuration
 */
const networkProtocols: Readonly<Record<string, readonly string[]>> = {
  QUIC: ["QUIC", "TCP_QUIC"],
  TCP: ["TCP", "TCP_UDP"],
  TCP_QUIC: ["TCP_QUIC"],
  TCP_UDP: ["TCP_UDP"],
  TLS: ["TCP", "TLS"],
  UDP: ["UDP", "TCP_UDP"],
};

const applicationProtocols: Readonly<Record<string, readonly string[]>> = {
  HTTP: ["HTTP", "HTTPS"],
  HTTPS: ["HTTP", "HTTPS"],
};

/** Undefined for gateway load balancers, whose listeners have no protocol. */
function protocolsOf(balancer: CloudObject): typeof networkProtocols | undefined {
  if (isNetwork(balancer.inputs)) return networkProtocols;
  const kind = text(balancer.inputs, "loadBalancerType") ?? "application";
  return kind === "application" ? applicationProtocols : undefined;
}

const protocolOfAnotherKind: Rule = {
  code: "ValidationError",
  property: "protocol",
  stage: "write",
  source: create,
  refuses: (self) => {
    const balancer = balancerOf(self);
    const protocols = balancer && protocolsOf(balancer);
    const protocol = text(self.inputs, "protocol");
    if (protocols === undefined || protocol === undefined || protocol in protocols) {
      return undefined;
    }
    return `Protocol '${protocol}' must be one of '${Object.keys(protocols).join(", ")}'`;
  },
};

const protocolsDiffer: Rule = {
  code: "IncompatibleProtocols",
  property: "defaultActions",
  stage: "write",
  source: create,
  refuses: (self) => {
    const balancer = balancerOf(self);
    const protocol = text(self.inputs, "protocol") ?? "";
    const allowed = balancer && protocolsOf(balancer)?.[protocol];
    const wrong = knownGroupsOf(self).find(({ inputs }) => {
      const other = text(inputs, "protocol");
      return allowed !== undefined && other !== undefined && !allowed.includes(other);
    });
    return (
      wrong &&
      `The protocol '${text(wrong.inputs, "protocol")}' of target group '${wrong.id}' can't be used ` +
        `with a listener of protocol '${protocol}'`
    );
  },
};

const groupOfAnotherVpc: Rule = {
  code: "InvalidConfigurationRequest",
  property: "defaultActions",
  stage: "write",
  source: create,
  refuses: (self) => {
    const vpcId = text(balancerOf(self)?.computed ?? {}, "vpcId");
    const elsewhere = knownGroupsOf(self).find(
      ({ inputs }) => vpcId !== undefined && "vpcId" in inputs && inputs.vpcId !== vpcId,
    );
    return elsewhere && `Target group '${elsewhere.id}' is not in the load balancer's VPC ${vpcId}`;
  },
};

const groupOfAnotherBalancer: Rule = {
  code: "TargetGroupAssociationLimit",
  property: "defaultActions",
  stage: "write",
  source: create,
  refuses: ({ inputs, cloud, region }) => {
    const elsewhere = cloud
      .list(listenerType, region)
      .filter((other) => other.inputs.loadBalancerArn !== inputs.loadBalancerArn)
      .flatMap((other) => targetGroupsOf(other.inputs));
    const shared = targetGroupsOf(inputs).find((groupArn) => elsewhere.includes(groupArn));
    return (
      shared &&
      `The following target groups cannot be associated with more than one load balancer: ${shared}`
    );
  },
};

const noCertificate: Rule = {
  code: "ValidationError",
  property: "certificateArn",
  stage: "write",
  source: create,
  refuses: ({ inputs }) =>
    isEncrypted(inputs) && inputs.certificateArn === undefined
      ? `A certificate must be specified for ${text(inputs, "protocol")} listeners`
      : undefined,
};

/** ELB's words for one that isn't issued yet, whatever its names and key are. */
const notIssued: Rule = {
  code: "UnsupportedCertificate",
  property: "certificateArn",
  stage: "write",
  source: "https://repost.aws/knowledge-center/elb-ssl-tls-certificate-https",
  refuses: ({ inputs, cloud, region }) => {
    const id = text(inputs, "certificateArn") ?? "";
    const certificate = cloud.find(certificateType, id, region);
    return certificate !== undefined && unprovenName(cloud, certificate) !== undefined
      ? `The certificate '${id}' must have a fully-qualified domain name, a supported signature, ` +
          "and a supported RSA key size."
      : undefined;
  },
};

/** AWS's policies all begin with this; their list grows. */
const policyName = /^ELBSecurityPolicy-/;

const noSuchPolicy: Rule = {
  code: "SSLPolicyNotFound",
  property: "sslPolicy",
  stage: "write",
  source: create,
  refuses: ({ inputs }) => {
    const policy = text(inputs, "sslPolicy");
    return policy === undefined || policyName.test(policy)
      ? undefined
      : `SSL policy '${policy}' not found`;
  },
};

function targetGroupMissing(property: string): Rule {
  return mustExist(
    { code: "TargetGroupNotFound", property, source: create },
    { to: targetGroupType, says: (groupArn) => `Target groups '${groupArn}' not found` },
  );
}

/** A gateway load balancer's listener takes everything. */
function isOfGateway(self: Self): boolean {
  return text(balancerOf(self)?.inputs ?? {}, "loadBalancerType") === "gateway";
}

const listensToNothing = (property: "port" | "protocol"): Rule => ({
  code: "ValidationError",
  property,
  stage: "create",
  source: create,
  refuses: (self) =>
    self.inputs[property] === undefined && !isOfGateway(self)
      ? `A listener ${property} must be specified`
      : undefined,
});

/** The provider asks for it by itself, before any call. */
const forwardsNowhere: Rule = {
  code: "ValidationError",
  property: "defaultActions",
  stage: "check",
  source: `${provider}/listener.go`,
  refuses: ({ inputs }) => {
    const index = list(inputs, "defaultActions").findIndex(
      (action) =>
        isRecord(action) &&
        action.type === "forward" &&
        action.targetGroupArn === undefined &&
        action.forward === undefined,
    );
    return index < 0
      ? undefined
      : `Either "default_action[${index}].target_group_arn" or "default_action[${index}].forward" must be specified when "default_action[${index}].type" is "forward".`;
  },
};

/** What is wrong with a listener. */
export const listenerRules: readonly Rule[] = [
  forwardsNowhere,
  listensToNothing("port"),
  listensToNothing("protocol"),
  mustBeWithin(
    { code: "ValidationError", property: "port", source: `${provider}/listener.go` },
    { least: 1, most: 65_535 },
  ),
  mustExist(
    { code: "LoadBalancerNotFound", property: "loadBalancerArn", source: create },
    { to: balancerType, says: (id) => `Load balancer '${id}' not found` },
  ),
  ...groupPaths.map(targetGroupMissing),
  portTaken,
  protocolOfAnotherKind,
  protocolsDiffer,
  groupOfAnotherVpc,
  groupOfAnotherBalancer,
  noCertificate,
  mustExist(
    { code: "CertificateNotFound", property: "certificateArn", source: create },
    {
      to: certificateType,
      // IAM's server certificates are of no type that the sandbox has.
      known: /^arn:aws:iam::\d+:server-certificate\//,
      says: (certificateArn) => `Certificate '${certificateArn}' not found`,
    },
  ),
  notIssued,
  noSuchPolicy,
];
