// SPDX-License-Identifier: Apache-2.0

/**
 * Types on the way of a payment: where one of them is changed for the worse, payments stop in its
 * region. Alarms, dashboards, logs and tags of the account are not among them.
 */
const path: readonly RegExp[] = [
  /^aws:acm\/certificate:/,
  /^aws:dynamodb\//,
  /^aws:ec2\/(eip|internetGateway|launchTemplate|natGateway|route|routeTable|securityGroup|securityGroupRule|subnet|vpc|vpcEndpoint|vpcIpv4CidrBlockAssociation):/,
  /^aws:vpc\/securityGroup(Egress|Ingress)Rule:/,
  /^aws:eks\//,
  /^aws:elasticache\//,
  /^aws:kms\/key:/,
  /^aws:lb\//,
  /^aws:rds\//,
  /^aws:secretsmanager\//,
  /^kubernetes:helm\.sh\//,
];

/** Whether payments depend on resources of a type. */
export function carriesPayments(type: string): boolean {
  return path.some((pattern) => pattern.test(type));
}
