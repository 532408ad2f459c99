// SPDX-License-Identifier: Apache-2.0

/** A policy document of one statement, good for an identity unless it is changed. */
export function policy(changes: object = {}): string {
  const statement = { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["*"], ...changes };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** A trust policy for a service. */
export function trust(service: string, actions: readonly string[] = ["sts:AssumeRole"]): string {
  return policy({ Principal: { Service: service }, Action: actions, Resource: undefined });
}
