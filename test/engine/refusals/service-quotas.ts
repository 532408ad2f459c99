// SPDX-License-Identifier: Apache-2.0
import type { RefusalCase } from "../../support/refusal-case";

const token = "aws:servicequotas/serviceQuota:ServiceQuota";

/** Of no other case, since a granted quota stays. */
const region = "sa-east-1";

/** A request for twelve elastic IP addresses; the mistake is in one of its properties. */
function quotaCase(
  about: Pick<RefusalCase, "what" | "code" | "property" | "stage">,
  mistaken: { readonly quotaCode?: string; readonly value?: number },
): RefusalCase {
  return {
    ...about,
    token,
    program: (given) => {
      const { aws, name, mistake } = given;
      const usual = { serviceCode: "ec2", quotaCode: "L-0263D0A3", value: 12 };
      const args = { ...usual, ...(mistake ? mistaken : {}) };
      new aws.servicequotas.ServiceQuota(`${name}-addresses`, args, given.in(region));
    },
  };
}

export const serviceQuotas: readonly RefusalCase[] = [
  quotaCase(
    {
      what: "a request for a quota of another service",
      code: "NoSuchResourceException",
      property: "quotaCode",
      stage: "create",
    },
    { quotaCode: "L-F678F1CE" },
  ),
  quotaCase(
    {
      what: "a request for less than AWS grants by itself",
      code: "IllegalArgumentException",
      property: "value",
      stage: "write",
    },
    { value: 4 },
  ),
];
