// SPDX-License-Identifier: Apache-2.0
import type { Meters } from "./meter";
import { hoursPerMonth } from "./volumes";

/** What joins the platform's parts, and what stands before them. */
export const networkMeters: Meters = {
  "aws:ec2/natGateway:NatGateway": () => [
    { part: "NAT gateways", item: "nat:gateway", quantity: hoursPerMonth },
  ],
  "aws:ec2/eip:Eip": () => [
    { part: "public IPv4 addresses", item: "vpc:public-ipv4", quantity: hoursPerMonth },
  ],
  "aws:ec2/vpcEndpoint:VpcEndpoint": (endpoint) =>
    // Gateway endpoints are free; one of an interface has an address in each of its subnets.
    endpoint.at("vpcEndpointType").text() === "Interface"
      ? [
          {
            part: "interface endpoints",
            item: "vpc:interface-endpoint",
            quantity: endpoint.at("subnetIds").items().length * hoursPerMonth,
          },
        ]
      : [],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": attachment,
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": attachment,
  // Both sides of a peering pay for theirs.
  "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter": attachment,
  "aws:lb/loadBalancer:LoadBalancer": (balancer, { volumes, isActive }) => {
    const kind = balancer.at("loadBalancerType").text() ?? "application";
    const isPublic = balancer.at("internal").flag() !== true;
    return [
      { part: "load balancers", item: `elb:${kind}`, quantity: hoursPerMonth },
      ...(isActive && isPublic
        ? [
            {
              part: "load balancers: traffic",
              item: `elb:${kind}-lcu`,
              quantity: volumes.loadBalancerUnits * hoursPerMonth,
            },
          ]
        : []),
    ];
  },
  "aws:globalaccelerator/accelerator:Accelerator": () => [
    {
      part: "Global Accelerator",
      item: "globalaccelerator:accelerator",
      quantity: hoursPerMonth,
      region: "global",
    },
  ],
  "aws:route53/zone:Zone": () => [
    { part: "DNS zones", item: "route53:zone", quantity: 1, region: "global" },
  ],
  "aws:route53/healthCheck:HealthCheck": (check) => {
    // Each of these is an option that is charged; checks of alarms and of other checks have none.
    const options = [
      check.at("type").text()?.startsWith("HTTPS") === true,
      check.at("type").text()?.endsWith("STR_MATCH") === true,
      check.at("requestInterval").number() === 10,
      check.at("measureLatency").flag() === true,
    ].filter((isOn) => isOn).length;
    return [
      { part: "health checks", item: "route53:health-check", quantity: 1, region: "global" },
      {
        part: "health checks: options",
        item: "route53:health-check-option",
        quantity: options,
        region: "global",
      },
    ];
  },
};

function attachment(): { part: string; item: string; quantity: number }[] {
  return [
    {
      part: "transit gateway attachments",
      item: "transit-gateway:attachment",
      quantity: hoursPerMonth,
    },
  ];
}
