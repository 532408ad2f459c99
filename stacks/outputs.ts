// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

/** A value for each region, by the region's name. */
export type ByRegion<T> = Readonly<Record<string, T>>;

/** A value of which any part may still be an output. */
type PartlyKnown<T> = T extends string | number | boolean
  ? pulumi.Input<T>
  : pulumi.Input<{ readonly [Key in keyof T]: PartlyKnown<T[Key]> }>;

/** What a program hands to Pulumi as a stack's outputs. */
export type Exports<Outputs> = { readonly [Name in keyof Outputs]: PartlyKnown<Outputs[Name]> };

/** What the base stack tells the others. */
export interface BaseOutputs {
  /** Id of the public hosted zone. */
  readonly zoneId: string;
  /** Name servers of the public hosted zone, for the registrar. */
  readonly nameServers: readonly string[];
  /** Validated certificates for the load balancers. */
  readonly certificateArns: ByRegion<string>;
  /** Keys that encrypt the databases. */
  readonly databaseKeyArns: ByRegion<string>;
  /** Keys that encrypt the secrets. */
  readonly secretKeyArns: ByRegion<string>;
  /** Secrets with the database's user name and password, independent of each other. */
  readonly databaseSecretArns: ByRegion<string>;
  /** The generated password of the database's user; secret. */
  readonly databasePassword: string;
  /** Identifier of the Aurora global cluster; of that engine only. */
  readonly globalClusterIdentifier: string;
  /** Name of the payment journal's table, the same in both of its regions. */
  readonly journalTableName: string;
  /** ARNs of the journal's replicas. */
  readonly journalTableArns: ByRegion<string>;
  /** Keys that encrypt the journal's replicas. */
  readonly journalKeyArns: ByRegion<string>;
  /** Image repositories by region, then by service. */
  readonly imageRepositoryUrls: ByRegion<Readonly<Record<string, string>>>;
  /** Role that pull requests assume. */
  readonly previewRoleArn: string;
  /** Role that deployments assume. */
  readonly deployRoleArn: string;
}

/** A load balancer as DNS and Kubernetes see it. */
export interface LoadBalancerOutputs {
  readonly dnsName: string;
  readonly zoneId: string;
  /** Target groups by service. */
  readonly targetGroupArns: Readonly<Record<string, string>>;
}

/** The load balancer that the internet reaches. */
export interface PublicLoadBalancerOutputs extends LoadBalancerOutputs {
  /** ARN of the load balancer, as an accelerator names it. */
  readonly arn: string;
}

/** What a region's stack tells the others. */
export interface RegionOutputs {
  readonly network: {
    readonly vpcId: string;
    readonly cidr: string;
    readonly podCidr: string;
    /** Route tables that take the peering's routes, by availability zone. */
    readonly routeTableIds: Readonly<Record<string, string>>;
  };
  /** The region's transit gateway; only where the topology asks for one. */
  readonly transitGateway?: {
    readonly transitGatewayId: string;
    /** The VPC's attachment, for route tables of others. */
    readonly attachmentId: string;
    /** The gateway's route table, which peerings associate with. */
    readonly routeTableId: string;
  };
  readonly cluster: {
    readonly name: string;
    readonly version: string;
    readonly endpoint: string;
    /** Certificate authority of the cluster's API, base64. */
    readonly certificateAuthority: string;
  };
  readonly database: {
    /** What a failover promotes: the Aurora cluster, or the first instance of RDS. */
    readonly identifier: string;
    readonly endpoint: string;
    /** Aurora's one, which spreads connections, or each of RDS. */
    readonly readerEndpoints: readonly string[];
  };
  readonly cache: {
    readonly primaryEndpoint: string;
    readonly readerEndpoint: string;
    /** Secret with the cache's authentication token. */
    readonly authSecretArn: string;
  };
  readonly publicLoadBalancer: PublicLoadBalancerOutputs;
  readonly internalLoadBalancer: LoadBalancerOutputs;
  readonly privateZone: { readonly zoneId: string; readonly name: string };
  /** Alarms that are the latches of the regions that this one watches, by the watched region. */
  readonly latchAlarmNames: ByRegion<string>;
  /** Topic of this region's alarms. */
  readonly alarmTopicArn: string;
  /** Group of the pods that may reach the database and the cache. */
  readonly workloadSecurityGroupId: string;
}

/** What a delivery stack tells. */
export interface DeliveryOutputs {
  readonly argoCd: { readonly namespace: string; readonly chartVersion: string };
  /** `active` or `standby`: the label by which Git's overlays know the region's role. */
  readonly role: string;
}

/** What of an accelerator people and failovers have to know. */
export interface AnycastOutputs {
  readonly acceleratorArn: string;
  /** The fixed addresses, for clients' allow-lists. */
  readonly addresses: readonly string[];
  /** Endpoint groups: for a service with one writer, what a failover closes and opens. */
  readonly endpointGroupArns: ByRegion<string>;
}

/** What the global stack tells. */
export interface GlobalOutputs {
  /** Public names of the services. */
  readonly publicNames: Readonly<Record<string, string>>;
  /** Health check that moves traffic away from the founding region. */
  readonly latchHealthCheckId: string;
  /** Accelerators of the services that have one, by service. */
  readonly anycast: Readonly<Record<string, AnycastOutputs>>;
}
