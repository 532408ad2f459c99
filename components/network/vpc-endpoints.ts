// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface VpcEndpointsArgs {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** AWS name of the region; part of every service's name. */
  readonly region: string;
  /** Route tables that reach S3 and DynamoDB by the gateway endpoints. */
  readonly routeTableIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Subnets for the interface endpoints, one per availability zone. */
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

/** Endpoints without an hourly price. They serve their own region only. */
const gatewayServices = ["s3", "dynamodb"] as const;

/** What pods and nodes can't start or take payments without. */
const interfaceServices = ["ecr.api", "ecr.dkr", "sts", "secretsmanager", "kms", "logs"] as const;

/**
 * Private ways to AWS services, so that pulling an image or reading a secret needs no NAT gateway.
 *
 * The group of the interface endpoints has no rules here. Inside a VPC rules name groups, not
 * ranges, and the groups of the clients don't exist yet: each client lets its own group in, where
 * it makes that group. A client that doesn't can't reach any of these services, because their
 * names resolve to the endpoints everywhere in the VPC.
 *
 * Cost: an hourly price per interface endpoint and zone, and one per GB.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 * @example
 * new VpcEndpoints(`${name}-endpoints`, { vpcId: vpc.id, region: "eu-west-1", ... }, { parent: this });
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** Group of the interface endpoints; clients add their ingress rule for port 443 to it. */
  public readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: VpcEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:VpcEndpoints", name, {}, opts);

    const securityGroup = this.createSecurityGroup(name, args);
    for (const service of gatewayServices) this.createGateway(name, args, service);
    for (const service of interfaceServices) {
      this.createInterface(name, args, service, securityGroup.id);
    }

    this.securityGroupId = securityGroup.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }

  private createSecurityGroup(name: string, args: VpcEndpointsArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-clients`,
      {
        vpcId: args.vpcId,
        description: "Interface endpoints of AWS services; clients let themselves in",
        tags: { Name: `${name}-clients` },
      },
      { parent: this },
    );
  }

  private createGateway(name: string, args: VpcEndpointsArgs, service: string): void {
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: args.vpcId,
        serviceName: serviceName(args.region, service),
        vpcEndpointType: "Gateway",
        routeTableIds: args.routeTableIds,
        tags: { Name: `${name}-${service}` },
      },
      { parent: this },
    );
  }

  private createInterface(
    name: string,
    args: VpcEndpointsArgs,
    service: string,
    securityGroupId: pulumi.Input<string>,
  ): void {
    new aws.ec2.VpcEndpoint(
      `${name}-${service.replace(".", "-")}`,
      {
        vpcId: args.vpcId,
        serviceName: serviceName(args.region, service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: args.subnetIds,
        securityGroupIds: [securityGroupId],
        tags: { Name: `${name}-${service.replace(".", "-")}` },
      },
      { parent: this },
    );
  }
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
function serviceName(region: string, service: string): string {
  return `com.amazonaws.${region}.${service}`;
}
