// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { Issue } from "../shared/issues";
import { assertNoIssues } from "../shared/validation";
import { overlaps, parseCidr } from "./cidr";
import { TransitPeering } from "./transit-peering";

/** One of the two VPCs, and what reaches the other from it. */
export interface PeeringSide {
  /** AWS name of the region. */
  readonly region: string;
  /** Provider of that region; a peering is the one thing that needs two. */
  readonly provider: aws.Provider;
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Every range of the VPC that the other side may send to: nodes' and pods'. */
  readonly cidrs: readonly string[];
  /** Route tables that get a route to the other side's ranges, by availability zone. */
  readonly routeTableIds: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A side's transit gateway, as its TransitGateway component publishes it. */
export interface TransitGatewayIds {
  readonly transitGatewayId: pulumi.Input<string>;
  readonly routeTableId: pulumi.Input<string>;
}

export interface RegionPeeringArgs {
  /** The side that asks for the connection. */
  readonly requester: PeeringSide;
  /** The side that accepts it. */
  readonly accepter: PeeringSide;
  /**
   * The sides' transit gateways, whose peering then carries the traffic.
   * @default - none: the VPCs are peered with each other
   */
  readonly transitGateways?: {
    readonly requester: TransitGatewayIds;
    readonly accepter: TransitGatewayIds;
  };
}

/** Where a side's VPC sends what is for the other, and what has to be there before. */
interface Way {
  readonly requester: RouteTarget;
  readonly accepter: RouteTarget;
  readonly connectionId: pulumi.Output<string>;
  readonly ready: pulumi.Resource;
}

type RouteTarget = Pick<aws.ec2.RouteArgs, "vpcPeeringConnectionId" | "transitGatewayId">;

/**
 * Two regions' VPCs joined, with the routes of both directions: a peering without them carries
 * nothing, and one without the way back carries no answer. What carries the traffic is a peering of
 * the VPCs themselves or of the regions' transit gateways. The routes are the same resources either
 * way, so that a switch turns each from one to the other in one call and none is ever missing.
 *
 * It joins private and pod subnets only. Data subnets stay without a route out, and databases
 * replicate over AWS's own network. Peering is not transitive: a third region needs its own.
 *
 * Cost: data between regions per GB, in each direction; peered VPCs have no hourly price.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 * @example
 * new RegionPeering("peering", {
 *   requester: { region: "us-east-1", provider: usEast1, vpcId, cidrs: ["10.1.0.0/16"], routeTableIds },
 *   accepter: { region: "eu-west-1", provider: euWest1, ... },
 * });
 */
export class RegionPeering extends pulumi.ComponentResource {
  /** Id of the VPCs' peering connection or the gateways' attachment, known once it is accepted. */
  public readonly connectionId: pulumi.Output<string>;

  constructor(name: string, args: RegionPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:RegionPeering", name, {}, opts);
    const { requester, accepter } = args;
    assertNoIssues(this, peeringIssues(args));

    const way = args.transitGateways
      ? this.peerGateways(name, args, args.transitGateways)
      : this.peerVpcs(name, args);
    this.createRoutes(name, requester, accepter, way.requester, way.ready);
    this.createRoutes(name, accepter, requester, way.accepter, way.ready);

    this.connectionId = way.connectionId;
    this.registerOutputs({ connectionId: this.connectionId });
  }

  private peerVpcs(name: string, args: RegionPeeringArgs): Way {
    const { requester, accepter } = args;
    const request = this.createRequest(name, args);
    const acceptance = this.createAcceptance(name, accepter, request);
    this.resolveNames(name, "requester", requester, acceptance);
    this.resolveNames(name, "accepter", accepter, acceptance);
    const target = { vpcPeeringConnectionId: acceptance.id };
    return { requester: target, accepter: target, connectionId: acceptance.id, ready: acceptance };
  }

  private peerGateways(
    name: string,
    { requester, accepter }: RegionPeeringArgs,
    gateways: NonNullable<RegionPeeringArgs["transitGateways"]>,
  ): Way {
    const peering = new TransitPeering(
      `${name}-transit`,
      {
        requester: { ...requester, ...gateways.requester },
        accepter: { ...accepter, ...gateways.accepter },
      },
      { parent: this },
    );
    return {
      requester: { transitGatewayId: gateways.requester.transitGatewayId },
      accepter: { transitGatewayId: gateways.accepter.transitGatewayId },
      connectionId: peering.attachmentId,
      ready: peering,
    };
  }

  private createRequest(
    name: string,
    { requester, accepter }: RegionPeeringArgs,
  ): aws.ec2.VpcPeeringConnection {
    return new aws.ec2.VpcPeeringConnection(
      name,
      {
        vpcId: requester.vpcId,
        peerVpcId: accepter.vpcId,
        peerRegion: accepter.region,
        // Only a peering within one region can accept itself; here the other region has to.
        autoAccept: false,
        tags: { Name: `${requester.region} to ${accepter.region}` },
      },
      { parent: this, provider: requester.provider },
    );
  }

  private createAcceptance(
    name: string,
    accepter: PeeringSide,
    request: aws.ec2.VpcPeeringConnection,
  ): aws.ec2.VpcPeeringConnectionAccepter {
    return new aws.ec2.VpcPeeringConnectionAccepter(
      `${name}-acceptance`,
      {
        vpcPeeringConnectionId: request.id,
        autoAccept: true,
        tags: { Name: `${name}-acceptance` },
      },
      { parent: this, provider: accepter.provider },
    );
  }

  /**
   * Lets the other side see this side's hosts by their private addresses. A connection has these
   * options only once it is active, so they take its id from the acceptance.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html
   */
  private resolveNames(
    name: string,
    role: "requester" | "accepter",
    side: PeeringSide,
    acceptance: aws.ec2.VpcPeeringConnectionAccepter,
  ): void {
    new aws.ec2.PeeringConnectionOptions(
      `${name}-${role}`,
      {
        vpcPeeringConnectionId: acceptance.id,
        [role]: { allowRemoteVpcDnsResolution: true },
      },
      { parent: this, provider: side.provider },
    );
  }

  private createRoutes(
    name: string,
    from: PeeringSide,
    to: PeeringSide,
    target: RouteTarget,
    ready: pulumi.Resource,
  ): void {
    for (const [availabilityZone, routeTableId] of Object.entries(from.routeTableIds)) {
      for (const destinationCidrBlock of to.cidrs) {
        new aws.ec2.Route(
          `${name}-${availabilityZone}-to-${destinationCidrBlock.replace("/", "-")}`,
          { routeTableId, destinationCidrBlock, ...target },
          { parent: this, provider: from.provider, dependsOn: [ready] },
        );
      }
    }
  }
}

/** AWS refuses a peering of VPCs whose ranges overlap, whether or not they are routed. */
function peeringIssues({ requester, accepter }: RegionPeeringArgs): Issue[] {
  const sameRegion = {
    path: "accepter.region",
    problem: "is the requester's region",
    got: accepter.region,
    fix: "name the other region",
  };
  return [
    ...(requester.region === accepter.region ? [sameRegion] : []),
    ...sideIssues("requester", requester),
    ...sideIssues("accepter", accepter),
    ...overlapIssues(requester.cidrs, accepter.cidrs),
  ];
}

function sideIssues(side: string, { cidrs, routeTableIds }: PeeringSide): Issue[] {
  const malformed = cidrs.flatMap((got, index) => {
    const parsed = parseCidr(got);
    const path = `${side}.cidrs[${index}]`;
    return parsed.ok ? [] : [{ path, problem: parsed.problem, got, fix: parsed.fix }];
  });
  const empty = { problem: "is empty", fix: "name at least one; else nothing flows" };
  return [
    ...malformed,
    ...(cidrs.length === 0 ? [{ path: `${side}.cidrs`, ...empty }] : []),
    ...(Object.keys(routeTableIds).length === 0
      ? [{ path: `${side}.routeTableIds`, ...empty }]
      : []),
  ];
}

function overlapIssues(requested: readonly string[], accepted: readonly string[]): Issue[] {
  return accepted.flatMap((got, index) => {
    const range = parseCidr(got);
    const other = requested.find((candidate) => {
      const parsed = parseCidr(candidate);
      return range.ok && parsed.ok && overlaps(range.cidr, parsed.cidr);
    });
    const path = `accepter.cidrs[${index}]`;
    const fix = "choose disjoint ranges for the two regions";
    return other === undefined
      ? []
      : [{ path, problem: `overlaps the requester's ${other}`, got, fix }];
  });
}
