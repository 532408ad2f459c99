// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { named, wrongArguments } from "../../support/refusal-shorthand";
import { keeping, twoSubnetsOf } from "./network";

const accelerator = "aws:globalaccelerator/accelerator:Accelerator";
const listener = "aws:globalaccelerator/listener:Listener";
const group = "aws:globalaccelerator/endpointGroup:EndpointGroup";

const nowhere = "arn:aws:globalaccelerator::111122223333:accelerator/none";

type Listener = Partial<aws.globalaccelerator.ListenerArgs>;
type Group = Partial<aws.globalaccelerator.EndpointGroupArgs>;

function acceleratorOf({ aws, name }: Given): aws.globalaccelerator.Accelerator {
  return new aws.globalaccelerator.Accelerator(`${name}-accelerator`, { name });
}

function listenerOf(
  { aws, name }: Given,
  acceleratorArn: pulumi.Input<string>,
  wrong: Listener = {},
  role = "listener",
  opts: pulumi.CustomResourceOptions = {},
): aws.globalaccelerator.Listener {
  const portRanges = [{ fromPort: 443, toPort: 443 }];
  const good = { acceleratorArn, protocol: "TCP", portRanges };
  return new aws.globalaccelerator.Listener(`${name}-${role}`, { ...good, ...wrong }, opts);
}

function groupOf(
  { aws, name }: Given,
  listenerArn: pulumi.Input<string>,
  wrong: Group = {},
  role = "group",
  opts: pulumi.CustomResourceOptions = {},
): aws.globalaccelerator.EndpointGroup {
  const good = { listenerArn, endpointGroupRegion: "us-east-1" };
  return new aws.globalaccelerator.EndpointGroup(`${name}-${role}`, { ...good, ...wrong }, opts);
}

const accelerators: readonly RefusalCase[] = [
  ...wrongArguments<aws.globalaccelerator.AcceleratorArgs>(
    accelerator,
    ({ aws, name }, wrong) => {
      new aws.globalaccelerator.Accelerator(`${name}-accelerator`, { name, ...wrong });
    },
    [
      [
        "write InvalidArgumentException attributes",
        "flow logs into no bucket",
        { attributes: { flowLogsEnabled: true } },
      ],
    ],
  ),
  {
    ...named("delete AssociatedListenerFoundException arn"),
    what: "the deletion of an accelerator that has a listener",
    token: accelerator,
    program: (given) => {
      const made = given.mistake ? undefined : acceleratorOf(given);
      const { id, opts } = keeping("acceleratorArn", made);
      listenerOf(given, id, {}, "listener", opts);
    },
  },
];

const listeners: readonly RefusalCase[] = [
  ...wrongArguments<aws.globalaccelerator.ListenerArgs>(
    listener,
    (given, wrong) => {
      const { arn } = acceleratorOf(given);
      const first = listenerOf(given, arn, {}, "first");
      const other = { portRanges: [{ fromPort: 8443, toPort: 8443 }] };
      listenerOf(given, arn, { ...other, ...wrong }, "second", { dependsOn: [first] });
    },
    [
      [
        "write AcceleratorNotFoundException acceleratorArn",
        "a listener of no accelerator",
        { acceleratorArn: nowhere },
      ],
      [
        "write InvalidPortRangeException portRanges",
        "two listeners at a port",
        { portRanges: [{ fromPort: 400, toPort: 500 }] },
      ],
    ],
  ),
  {
    ...named("delete AssociatedEndpointGroupFoundException arn"),
    what: "the deletion of a listener that has an endpoint group",
    token: listener,
    program: (given) => {
      const { arn } = acceleratorOf(given);
      const made = given.mistake ? undefined : listenerOf(given, arn);
      const { id, opts } = keeping("listenerArn", made);
      groupOf(given, id, {}, "group", opts);
    },
  },
];

const groups = wrongArguments<aws.globalaccelerator.EndpointGroupArgs>(
  group,
  (given, wrong) => {
    const { arn } = listenerOf(given, acceleratorOf(given).arn);
    const first = groupOf(given, arn, {}, "first");
    const other = { endpointGroupRegion: "eu-west-1" };
    groupOf(given, arn, { ...other, ...wrong }, "second", { dependsOn: [first] });
  },
  [
    [
      "check InvalidArgumentException trafficDialPercentage",
      "a dial of more than all traffic",
      { trafficDialPercentage: 101 },
    ],
    [
      "check InvalidArgumentException healthCheckIntervalSeconds",
      "a health check every 5 seconds",
      { healthCheckIntervalSeconds: 5 },
    ],
    [
      "check InvalidArgumentException thresholdCount",
      "health after 11 checks",
      { thresholdCount: 11 },
    ],
    [
      "check InvalidArgumentException endpointConfigurations.weight",
      "a weight of 256",
      { endpointConfigurations: [{ weight: 256 }] },
    ],
    [
      "write ListenerNotFoundException listenerArn",
      "an endpoint group of no listener",
      { listenerArn: `${nowhere}/listener/none` },
    ],
    [
      "create EndpointGroupAlreadyExistsException endpointGroupRegion",
      "two endpoint groups of a region",
      { endpointGroupRegion: "us-east-1" },
    ],
    [
      "write InvalidArgumentException healthCheckIntervalSeconds",
      "a health check every 20 seconds",
      { healthCheckIntervalSeconds: 20 },
    ],
  ],
);

function balancerOf(
  given: Given,
): Pick<aws.lb.LoadBalancer, "arn"> & { readonly vpcId: pulumi.Output<string> } {
  const { aws, name } = given;
  const { vpc, subnets } = twoSubnetsOf(given);
  const { arn } = new aws.lb.LoadBalancer(`${name}-balancer`, {
    name,
    loadBalancerType: "network",
    internal: true,
    subnets: subnets.map(({ id }) => id),
  });
  return { arn, vpcId: vpc.id };
}

/** A TLS listener of the load balancer, with a certificate of another account. */
function tlsOf({ aws, name }: Given, { arn, vpcId }: ReturnType<typeof balancerOf>) {
  const targets = { name, vpcId, protocol: "TCP", port: 8443, targetType: "ip" };
  const { arn: targetGroupArn } = new aws.lb.TargetGroup(`${name}-targets`, targets);
  return new aws.lb.Listener(`${name}-tls`, {
    loadBalancerArn: arn,
    protocol: "TLS",
    port: 443,
    certificateArn: "arn:aws:acm:us-east-1:444455556666:certificate/1",
    defaultActions: [{ type: "forward", targetGroupArn }],
  });
}

const endpoints: readonly RefusalCase[] = [
  {
    ...named("write InvalidArgumentException endpointConfigurations.endpointId"),
    what: "a load balancer in the endpoint group of another region",
    token: group,
    program: (given) => {
      const { arn } = listenerOf(given, acceleratorOf(given).arn);
      groupOf(given, arn, {
        endpointGroupRegion: given.mistake ? "eu-west-1" : "us-east-1",
        endpointConfigurations: [{ endpointId: balancerOf(given).arn, weight: 128 }],
      });
    },
  },
  {
    ...named("write InvalidArgumentException endpointConfigurations.clientIpPreservationEnabled"),
    what: "a client's address kept through a load balancer that ends TLS",
    token: group,
    program: (given) => {
      const balancer = balancerOf(given);
      const endpoint = {
        endpointId: balancer.arn,
        weight: 128,
        clientIpPreservationEnabled: given.mistake,
      };
      const { arn } = listenerOf(given, acceleratorOf(given).arn);
      groupOf(given, arn, { endpointConfigurations: [endpoint] }, "group", {
        dependsOn: [tlsOf(given, balancer)],
      });
    },
  },
];

export const globalAccelerator: readonly RefusalCase[] = [
  ...accelerators,
  ...listeners,
  ...groups,
  ...endpoints,
];
