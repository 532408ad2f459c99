// SPDX-License-Identifier: Apache-2.0
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { serviceTrust } from "../shared/policy-document";

/** What lets RDS report the state of an instance's operating system. */
export interface EnhancedMonitoring {
  /** How often, in seconds. */
  readonly intervalSeconds: number;
  /** The role that RDS assumes for it. */
  readonly role: aws.iam.Role;
  /** What an instance depends on: RDS checks while it creates one that the role may write metrics. */
  readonly permission: aws.iam.RolePolicyAttachment;
}

const intervalSeconds = 15;

/** Makes the role and its permission as children of the component that makes the instances. */
export function createEnhancedMonitoring(
  name: string,
  parent: pulumi.ComponentResource,
): EnhancedMonitoring {
  const role = new aws.iam.Role(
    `${name}-monitoring-role`,
    {
      description: "Lets RDS write enhanced monitoring metrics",
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com"),
    },
    { parent },
  );
  const permission = new aws.iam.RolePolicyAttachment(
    `${name}-monitoring-permission`,
    {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    },
    { parent },
  );
  return { intervalSeconds, role, permission };
}
