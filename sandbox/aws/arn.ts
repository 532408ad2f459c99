// SPDX-License-Identifier: Apache-2.0
import type { Self } from "../provider/resource-type";

/** `arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0a1b…` */
export function arn({ region, account }: Self, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** An ARN of a service without regions: `arn:aws:iam::111122223333:role/…` */
export function globalArn({ account }: Self, service: string, resource: string): string {
  return `arn:aws:${service}::${account}:${resource}`;
}
