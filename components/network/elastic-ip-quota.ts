// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ElasticIpQuotaArgs {
  /** Elastic IP addresses that the region may have. */
  readonly addresses: number;
}

/** "EC2-VPC Elastic IPs" in the EC2 service's quotas; AWS's default is 5 per region. */
const elasticIpQuota = { serviceCode: "ec2", quotaCode: "L-0263D0A3" };

/**
 * Asks AWS for more elastic IP addresses in one region.
 *
 * A region needs one per zone for its NAT gateways and one per zone for its public load balancer:
 * six, where AWS allows five. AWS may take hours to grant it, so the request comes in the base
 * stack, before any region's.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 * @example new ElasticIpQuota("payments-eu-west-1-quota", { addresses: 12 }, { provider });
 */
export class ElasticIpQuota extends pulumi.ComponentResource {
  /** ARN of the quota. */
  public readonly quotaArn: pulumi.Output<string>;

  constructor(name: string, args: ElasticIpQuotaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("payments:network:ElasticIpQuota", name, {}, opts);
    const quota = new aws.servicequotas.ServiceQuota(
      `${name}-elastic-ips`,
      { ...elasticIpQuota, value: args.addresses },
      { parent: this },
    );
    this.quotaArn = quota.arn;
    this.registerOutputs({ quotaArn: this.quotaArn });
  }
}
