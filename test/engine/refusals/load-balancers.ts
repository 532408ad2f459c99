// SPDX-License-Identifier: Apache-2.0
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Given, RefusalCase } from "../../support/refusal-case";
import { groupOf, nowhere, subnetOf, twoSubnetsOf, vpcOf } from "./network";

const token = "aws:lb/loadBalancer:LoadBalancer";

type About = Pick<RefusalCase, "what" | "code" | "property" | "stage">;
type Args = Partial<aws.lb.LoadBalancerArgs>;

/** A network load balancer over two zones; the mistake is in some of its properties. */
function balancerCase(
  about: About,
  mistaken: (given: Given, vpc: aws.ec2.Vpc) => Args,
  usual: (given: Given, vpc: aws.ec2.Vpc) => Args = () => ({}),
): RefusalCase {
  return {
    ...about,
    token,
    program: (given) => {
      const { aws, name, mistake } = given;
      const { vpc, subnets } = twoSubnetsOf(given);
      new aws.lb.LoadBalancer(`${name}-balancer`, {
        name,
        loadBalancerType: "network",
        internal: true,
        subnets: subnets.map(({ id }) => id),
        ...usual(given, vpc),
        ...(mistake ? mistaken(given, vpc) : {}),
      });
    },
  };
}

const names: readonly RefusalCase[] = [
  balancerCase(
    {
      what: "a load balancer's name of 33 characters",
      code: "ValidationError",
      property: "name",
      stage: "check",
    },
    () => ({ name: "n".repeat(33) }),
  ),
  balancerCase(
    {
      what: "a load balancer's name that looks like AWS's own",
      code: "ValidationError",
      property: "name",
      stage: "check",
    },
    ({ name }) => ({ name: `internal-${name}` }),
  ),
  {
    what: "a load balancer's name that is taken",
    token,
    code: "DuplicateLoadBalancerName",
    property: "name",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { subnets } = twoSubnetsOf(given);
      const shared = { loadBalancerType: "network", subnets: subnets.map(({ id }) => id) };
      const first = new aws.lb.LoadBalancer(`${name}-first`, { ...shared, name });
      const second = { ...shared, name: mistake ? name : `${name}-other` };
      new aws.lb.LoadBalancer(`${name}-second`, second, { dependsOn: [first] });
    },
  },
];

const places: readonly RefusalCase[] = [
  balancerCase(
    {
      what: "a load balancer without subnets",
      code: "ValidationError",
      property: "subnets",
      stage: "check",
    },
    () => ({ subnets: undefined }),
  ),
  balancerCase(
    {
      what: "a load balancer in a subnet that isn't there",
      code: "SubnetNotFound",
      property: "subnets",
      stage: "write",
    },
    () => ({ subnets: [nowhere.subnet] }),
  ),
  balancerCase(
    {
      what: "a load balancer mapped to a subnet that isn't there",
      code: "SubnetNotFound",
      property: "subnetMappings.subnetId",
      stage: "write",
    },
    () => ({ subnets: undefined, subnetMappings: [{ subnetId: nowhere.subnet }] }),
  ),
  balancerCase(
    {
      what: "a load balancer in two subnets of one zone",
      code: "InvalidConfigurationRequest",
      property: "subnets",
      stage: "write",
    },
    (given, vpc) => ({
      subnets: ["c", "d"].map(
        (letter) => subnetOf(given, vpc.id, letter, { availabilityZone: "us-east-1c" }).id,
      ),
    }),
  ),
  balancerCase(
    {
      what: "a load balancer over two VPCs",
      code: "InvalidConfigurationRequest",
      property: "subnets",
      stage: "write",
    },
    (given, vpc) => ({
      subnets: [
        subnetOf(given, vpc.id, "c").id,
        subnetOf(given, vpcOf(given, 1).id, "d", { cidrBlock: "10.1.0.0/24" }).id,
      ],
    }),
  ),
  balancerCase(
    {
      what: "an application load balancer in one zone",
      code: "ValidationError",
      property: "subnets",
      stage: "write",
    },
    (given, vpc) => ({
      loadBalancerType: "application",
      subnets: [subnetOf(given, vpc.id, "c").id],
    }),
  ),
];

const attachments: readonly RefusalCase[] = [
  balancerCase(
    {
      what: "a load balancer with a security group that isn't there",
      code: "InvalidSecurityGroup",
      property: "securityGroups",
      stage: "write",
    },
    () => ({ securityGroups: [nowhere.group] }),
  ),
  balancerCase(
    {
      what: "a load balancer with another VPC's security group",
      code: "InvalidConfigurationRequest",
      property: "securityGroups",
      stage: "write",
    },
    (given) => ({ securityGroups: [groupOf(given, vpcOf(given, 1).id).id] }),
  ),
  balancerCase(
    {
      what: "a load balancer with an address that isn't there",
      code: "AllocationIdNotFound",
      property: "subnetMappings.allocationId",
      stage: "write",
    },
    (given, vpc) => ({
      internal: false,
      subnets: undefined,
      subnetMappings: [
        { subnetId: subnetOf(given, vpc.id, "c").id, allocationId: nowhere.address },
      ],
    }),
  ),
  {
    what: "a load balancer with another one's address",
    token,
    code: "ResourceInUse",
    property: "subnetMappings.allocationId",
    stage: "create",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { subnets } = twoSubnetsOf(given);
      const make = (
        role: string,
        allocationId: pulumi.Input<string>,
        dependsOn: aws.lb.LoadBalancer[],
      ): aws.lb.LoadBalancer =>
        new aws.lb.LoadBalancer(
          `${name}-${role}`,
          {
            name: `${name}-${role}`,
            loadBalancerType: "network",
            subnetMappings: [{ subnetId: subnets[0].id, allocationId }],
          },
          { dependsOn },
        );
      const one = new aws.ec2.Eip(`${name}-one`, { domain: "vpc" });
      const two = new aws.ec2.Eip(`${name}-two`, { domain: "vpc" });
      const first = make("first", one.id, []);
      make("second", mistake ? one.id : two.id, [first]);
    },
  },
  balancerCase(
    {
      what: "access logs in a bucket that doesn't let log delivery in",
      code: "InvalidConfigurationRequest",
      property: "accessLogs.bucket",
      stage: "write",
    },
    ({ aws, name }) => ({
      accessLogs: { enabled: true, bucket: new aws.s3.Bucket(`${name}-bucket`, {}).bucket },
    }),
  ),
];

const deletions: readonly RefusalCase[] = [
  {
    what: "the deletion of a protected load balancer",
    token,
    code: "OperationNotPermitted",
    property: "enableDeletionProtection",
    stage: "delete",
    program: (given) => {
      const { aws, name, mistake } = given;
      const { subnets } = twoSubnetsOf(given);
      if (mistake) return;
      new aws.lb.LoadBalancer(`${name}-balancer`, {
        name,
        loadBalancerType: "network",
        subnets: subnets.map(({ id }) => id),
        enableDeletionProtection: true,
      });
    },
  },
];

export const loadBalancers: readonly RefusalCase[] = [
  ...names,
  ...places,
  ...attachments,
  ...deletions,
];
