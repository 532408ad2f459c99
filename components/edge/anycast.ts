// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "../shared/issues";
import { physicalName } from "../shared/naming";
import { assertNoIssues } from "../shared/validation";

/** A region's load balancer behind an accelerator. */
export interface AnycastEndpoint {
  /** Region of the load balancer. */
  readonly region: string;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: pulumi.Input<string>;
}

/** Where Global Accelerator writes who connected, and to which address it sent them. */
export interface FlowLogs {
  /** Bucket that lets log delivery write under the prefix. */
  readonly bucketName: pulumi.Input<string>;
  /** Folder in the bucket, without a slash at either end; AWS wants one. */
  readonly prefix: string;
}

export interface AnycastArgs {
  /** Name of the environment, first part of the accelerator's name. */
  readonly environment: string;
  /** Name of the service. */
  readonly service: string;
  /** Port of the service's TLS listener, the same at the accelerator. */
  readonly port: number;
  /** Load balancers of at least two regions, one each. */
  readonly endpoints: readonly AnycastEndpoint[];
  /**
   * For a service with one writer: the one region that is open when the accelerator is made. Which
   * one is open afterwards is the failover's to decide, and this component leaves it alone.
   *
   * @default - every region is open, and distance and health decide
   */
  readonly openRegion?: string;
  /**
   * Where connections are logged. Pods and the load balancers' logs see Global Accelerator's
   * addresses; these logs alone have the clients'.
   *
   * @default - nowhere
   */
  readonly flowLogs?: FlowLogs;
  /** Whether all of it is protected from deletion in Pulumi: the addresses don't come back. */
  readonly protect: boolean;
}

/** Weight of the only endpoint of a group: AWS's own default, which the provider would make 0. */
const endpointWeight = 128;

/**
 * The door of a service by two fixed addresses that every edge location of AWS announces.
 *
 * It moves clients within seconds, and without DNS: no resolver, and no client that looked a name
 * up once, keeps them in a region that was left.
 *
 * With every region open, a client gets the nearest region whose load balancer is healthy. With an
 * `openRegion`, exactly one region has an endpoint at all. A dial of 0 is not enough: when the open
 * region's load balancer looks unhealthy, Global Accelerator tries the other groups whatever their
 * dials say, and when none is healthy it picks the group nearest to the client, whatever the
 * weights. A group without endpoints can't be picked. A flap then costs requests, which are tried
 * again; it moves no payment to a region that isn't promoted.
 *
 * A failover closes the old group (no endpoint, dial 0), then opens the new one (its load balancer,
 * dial 100), by one `UpdateEndpointGroup` each, in us-west-2: Global Accelerator's control plane is
 * there, and so the provider signs its calls for that region whichever one it is given.
 *
 * Health is that of the load balancer as a whole, as Elastic Load Balancing sees it: a group's own
 * check settings hold for instances and addresses only, so none are given. The client's address
 * can't be kept: AWS refuses that for load balancers with TLS listeners.
 *
 * Cost: a price per accelerator and hour, and one per GB on top of what transfer costs.
 *
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-endpoint-weights.unhealthy-endpoints.html
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html
 * @see https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-health-check-options.html
 * @example
 * new Anycast("payments", {
 *   environment: "production", service: "payments", port: 443, protect: true,
 *   endpoints: [{ region: "us-east-1", loadBalancerArn }, other],
 *   openRegion: "us-east-1",
 * });
 */
export class Anycast extends pulumi.ComponentResource {
  /** ARN of the accelerator. */
  public readonly acceleratorArn: pulumi.Output<string>;
  /** DNS name of the accelerator, for an alias. */
  public readonly dnsName: pulumi.Output<string>;
  /** Zone of that DNS name, which AWS owns. */
  public readonly zoneId: pulumi.Output<string>;
  /** The fixed addresses, for clients' allow-lists. */
  public readonly addresses: pulumi.Output<string[]>;
  /** ARNs of the endpoint groups by region, for whoever opens and closes them. */
  public readonly endpointGroupArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: AnycastArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:edge:Anycast", name, {}, opts);
    assertNoIssues(this, [...endpointIssues(args.endpoints), ...openRegionIssues(args)]);

    const accelerator = this.createAccelerator(name, args);
    const listener = this.createListener(name, args, accelerator.arn);
    const groups = args.endpoints.map(
      (endpoint) =>
        [endpoint.region, this.createGroup(name, args, listener.arn, endpoint)] as const,
    );

    this.acceleratorArn = accelerator.arn;
    this.dnsName = accelerator.dnsName;
    this.zoneId = accelerator.hostedZoneId;
    this.addresses = accelerator.ipSets.apply((sets) =>
      sets.flatMap(({ ipAddresses }) => ipAddresses ?? []),
    );
    this.endpointGroupArns = Object.fromEntries(groups.map(([region, { arn }]) => [region, arn]));
    this.registerOutputs({
      acceleratorArn: this.acceleratorArn,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      addresses: this.addresses,
      endpointGroupArns: this.endpointGroupArns,
    });
  }

  private createAccelerator(
    name: string,
    { environment, service, flowLogs, protect }: AnycastArgs,
  ): aws.globalaccelerator.Accelerator {
    const acceleratorName = physicalName("accelerator", environment, service);
    return new aws.globalaccelerator.Accelerator(
      `${name}-accelerator`,
      {
        name: acceleratorName,
        // The load balancers have IPv4 addresses.
        ipAddressType: "IPV4",
        enabled: true,
        attributes: flowLogs && {
          flowLogsEnabled: true,
          flowLogsS3Bucket: flowLogs.bucketName,
          flowLogsS3Prefix: flowLogs.prefix,
        },
        tags: { Name: acceleratorName },
      },
      { parent: this, protect },
    );
  }

  private createListener(
    name: string,
    { port, protect }: AnycastArgs,
    acceleratorArn: pulumi.Input<string>,
  ): aws.globalaccelerator.Listener {
    return new aws.globalaccelerator.Listener(
      `${name}-listener`,
      {
        acceleratorArn,
        protocol: "TCP",
        portRanges: [{ fromPort: port, toPort: port }],
        // One endpoint per region: there is nothing to stick to within it.
        clientAffinity: "NONE",
      },
      { parent: this, protect },
    );
  }

  private createGroup(
    name: string,
    { openRegion, protect }: AnycastArgs,
    listenerArn: pulumi.Input<string>,
    { region, loadBalancerArn }: AnycastEndpoint,
  ): aws.globalaccelerator.EndpointGroup {
    const open = openRegion === undefined || region === openRegion;
    return new aws.globalaccelerator.EndpointGroup(
      `${name}-group-${region}`,
      {
        listenerArn,
        endpointGroupRegion: region,
        trafficDialPercentage: open ? 100 : 0,
        endpointConfigurations: open
          ? [
              {
                endpointId: loadBalancerArn,
                weight: endpointWeight,
                clientIpPreservationEnabled: false,
              },
            ]
          : [],
      },
      {
        parent: this,
        protect,
        // Set at creation, moved by failovers since: no `up` may move it back.
        ignoreChanges:
          openRegion === undefined ? [] : ["trafficDialPercentage", "endpointConfigurations"],
      },
    );
  }
}

function endpointIssues(endpoints: readonly AnycastEndpoint[]): Issue[] {
  const regions = endpoints.map(({ region }) => region);
  if (regions.length > 1 && new Set(regions).size === regions.length) return [];
  return [
    {
      path: "endpoints",
      problem: "must name at least two regions, each once",
      got: regions,
      fix: "give one load balancer per region; a listener takes one endpoint group per region",
    },
  ];
}

function openRegionIssues({ openRegion, endpoints }: AnycastArgs): Issue[] {
  const regions = endpoints.map(({ region }) => region);
  if (openRegion === undefined || regions.includes(openRegion)) return [];
  return [
    {
      path: "openRegion",
      problem: `is none of the endpoints' regions (${regions.join(", ")})`,
      got: openRegion,
      fix: "name one of them",
    },
  ];
}
