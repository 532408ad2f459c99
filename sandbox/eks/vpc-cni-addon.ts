// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import type * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

import { addonVersion, sortedJson } from "./addons";

export type VpcCniArgs = eks.types.input.VpcCniOptionsArgs & {
  readonly clusterName: pulumi.Input<string>;
  readonly clusterVersion: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
};

/** `eks:index:VpcCniAddon`: the network add-on, its settings as environment variables. */
export class VpcCniAddon extends pulumi.ComponentResource {
  readonly addon: aws.eks.Addon;

  constructor(name: string, args: VpcCniArgs, options: pulumi.ComponentResourceOptions) {
    super("eks:index:VpcCniAddon", name, args, options);
    this.addon = new aws.eks.Addon(
      name,
      {
        clusterName: args.clusterName,
        addonName: "vpc-cni",
        addonVersion: args.addonVersion ?? addonVersion("vpc-cni", args.clusterVersion, this),
        resolveConflictsOnCreate: args.resolveConflictsOnCreate ?? "OVERWRITE",
        resolveConflictsOnUpdate: args.resolveConflictsOnUpdate ?? "OVERWRITE",
        preserve: true,
        configurationValues: sortedJson(configuration(args)),
        serviceAccountRoleArn: args.serviceAccountRoleArn,
        tags: args.tags,
      },
      { parent: this },
    );
    this.registerOutputs({ addon: this.addon });
  }
}

interface Variable {
  readonly name: string;
  readonly option?: keyof eks.types.input.VpcCniOptionsArgs;
  /** What the variable is without the option. @default - it isn't set */
  readonly otherwise?: string;
}

/**
 * Variables of the `aws-node` container. The real component lets `cniCustomNetworkCfg`, or its
 * default, overwrite `customNetworkConfig`, which is therefore missing here.
 */
const nodeVariables: readonly Variable[] = [
  { name: "AWS_VPC_CNI_NODE_PORT_SUPPORT", option: "nodePortSupport" },
  { name: "WARM_ENI_TARGET", option: "warmEniTarget", otherwise: "1" },
  { name: "WARM_IP_TARGET", option: "warmIpTarget" },
  { name: "WARM_PREFIX_TARGET", option: "warmPrefixTarget" },
  { name: "ENABLE_PREFIX_DELEGATION", option: "enablePrefixDelegation" },
  { name: "AWS_VPC_K8S_CNI_LOGLEVEL", option: "logLevel", otherwise: "DEBUG" },
  {
    name: "AWS_VPC_K8S_CNI_LOG_FILE",
    option: "logFile",
    otherwise: "/host/var/log/aws-routed-eni/ipamd.log",
  },
  { name: "AWS_VPC_K8S_CNI_VETHPREFIX", option: "vethPrefix", otherwise: "eni" },
  { name: "AWS_VPC_ENI_MTU", option: "eniMtu", otherwise: "9001" },
  { name: "ENI_CONFIG_LABEL_DEF", option: "eniConfigLabelDef" },
  { name: "AWS_VPC_K8S_PLUGIN_LOG_LEVEL", otherwise: "DEBUG" },
  { name: "AWS_VPC_K8S_PLUGIN_LOG_FILE", otherwise: "/var/log/aws-routed-eni/plugin.log" },
  { name: "ENABLE_POD_ENI", option: "enablePodEni", otherwise: "false" },
  { name: "AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER", option: "cniConfigureRpfilter" },
  {
    name: "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG",
    option: "cniCustomNetworkCfg",
    otherwise: "false",
  },
];

/** Variables of its init container. */
const initVariables: readonly Variable[] = [
  { name: "DISABLE_TCP_EARLY_DEMUX", option: "disableTcpEarlyDemux", otherwise: "false" },
];

/** The add-on's own configuration, with the program's values over those made from options. */
function configuration(args: VpcCniArgs): pulumi.Output<object> {
  const snat: Variable = {
    name: "AWS_VPC_K8S_CNI_EXTERNALSNAT",
    option: args.externalSnat ? "externalSnat" : "cniExternalSnat",
    otherwise: "false",
  };
  return pulumi
    .all([
      environment([...nodeVariables, snat], args),
      environment(initVariables, args),
      pulumi.output(args.enableNetworkPolicy),
      pulumi.output(args.configurationValues ?? {}),
    ])
    .apply(([env, initEnv, networkPolicy, { init, ...values }]) => ({
      ...(networkPolicy === undefined ? {} : { enableNetworkPolicy: String(networkPolicy) }),
      ...values,
      env: { ...env, ...(values.env as object | undefined) },
      init: {
        ...(init as object | undefined),
        env: { ...initEnv, ...(init as { env?: object } | undefined)?.env },
      },
    }));
}

function environment(
  variables: readonly Variable[],
  args: VpcCniArgs,
): pulumi.Output<Record<string, string>> {
  const values = variables.flatMap(({ name, option, otherwise }) => {
    const value: pulumi.Input<unknown> = (option && args[option]) || otherwise;
    return value === undefined ? [] : [[name, pulumi.output(value).apply(String)] as const];
  });
  return pulumi.all(Object.fromEntries(values));
}
