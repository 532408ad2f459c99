// SPDX-License-Identifier: Apache-2.0
import type { CloudReader, CloudSettings } from "../provider/cloud";
import type { ResourceType, Rule, Self } from "../provider/resource-type";
import { text, type Properties } from "../provider/values";
import { arn } from "./arn";

interface Quota {
  readonly serviceName: string;
  readonly quotaName: string;
  readonly defaultValue: number;
}

/**
 * AWS's own values, by code.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 * @see https://docs.aws.amazon.com/general/latest/gr/ec2-service.html
 * @see https://docs.aws.amazon.com/general/latest/gr/acm.html
 */
const quotas: Readonly<Record<string, Quota>> = {
  "ec2/L-0263D0A3": {
    serviceName: "Amazon Elastic Compute Cloud (Amazon EC2)",
    quotaName: "EC2-VPC Elastic IPs",
    defaultValue: 5,
  },
  "ec2/L-1216C47A": {
    serviceName: "Amazon Elastic Compute Cloud (Amazon EC2)",
    quotaName: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
    defaultValue: 5,
  },
  "vpc/L-F678F1CE": {
    serviceName: "Amazon Virtual Private Cloud (Amazon VPC)",
    quotaName: "VPCs per Region",
    defaultValue: 5,
  },
  "vpc/L-FE5A380F": {
    serviceName: "Amazon Virtual Private Cloud (Amazon VPC)",
    quotaName: "NAT gateways per Availability Zone",
    defaultValue: 5,
  },
  "vpc/L-83CA0A9D": {
    serviceName: "Amazon Virtual Private Cloud (Amazon VPC)",
    quotaName: "IPv4 CIDR blocks per VPC",
    defaultValue: 5,
  },
  "vpc/L-0EA8095F": {
    serviceName: "Amazon Virtual Private Cloud (Amazon VPC)",
    quotaName: "Inbound or outbound rules per security group",
    defaultValue: 60,
  },
  "acm/L-FB94F0B0": {
    serviceName: "AWS Certificate Manager (ACM)",
    quotaName: "Domain names per ACM certificate",
    defaultValue: 10,
  },
};

function quotaOf({ inputs }: Pick<Self, "inputs">): string {
  return `${text(inputs, "serviceCode") ?? ""}/${text(inputs, "quotaCode") ?? ""}`;
}

/** What a quota allows in a region: what was granted, or AWS's default. */
export function quotaValue(cloud: CloudReader, region: string, code: string): number | undefined {
  const granted = cloud.settings().quotas[`${region}/${code.split("/")[1] ?? ""}`];
  return granted ?? quotas[code]?.defaultValue;
}

/** Refuses more than a quota allows. `number` counts what there would be. */
export function withinQuota(
  wording: Pick<Rule, "code" | "property" | "source">,
  quota: string,
  number: (self: Self) => number,
  says: (limit: number) => string,
): Rule {
  return {
    ...wording,
    stage: "create",
    refuses: (self) => {
      const limit = quotaValue(self.cloud, self.region, quota);
      return limit !== undefined && number(self) > limit ? says(limit) : undefined;
    },
  };
}

function quotaOutputs(self: Self): Properties {
  const quota = quotas[quotaOf(self)];
  return {
    adjustable: true,
    arn: arn(self, "servicequotas", self.id),
    defaultValue: quota?.defaultValue,
    quotaName: quota?.quotaName,
    serviceName: quota?.serviceName,
    requestId: "",
    requestStatus: "APPROVED",
    usageMetrics: [],
  };
}

/** The request is granted at once; on AWS it may take days, and meanwhile the old value holds. */
function granted({ inputs, region }: Self, settings: CloudSettings): CloudSettings {
  const { value } = inputs;
  if (typeof value !== "number") return settings;
  const key = `${region}/${text(inputs, "quotaCode") ?? ""}`;
  return { ...settings, quotas: { ...settings.quotas, [key]: value } };
}

const api = "https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference";

/** All codes look like this one: `L-0263D0A3`. */
const quotaCode = /^L-[0-9A-F]{8}$/;

/** Of AWS's thousands of quotas the sandbox knows a few; others pass if they look like quotas. */
const noSuchQuota: Rule = {
  code: "NoSuchResourceException",
  property: "quotaCode",
  stage: "create",
  source: `${api}/API_GetAWSDefaultServiceQuota.html`,
  refuses: ({ inputs, id }) => {
    const code = text(inputs, "quotaCode") ?? "";
    const elsewhere = Object.keys(quotas).some((known) => known.endsWith(`/${code}`));
    const known = id in quotas || (quotaCode.test(code) && !elsewhere);
    return known ? undefined : "The request failed because the specified quota does not exist.";
  },
};

const notAnIncrease: Rule = {
  code: "IllegalArgumentException",
  property: "value",
  stage: "write",
  source: `${api}/API_RequestServiceQuotaIncrease.html`,
  refuses: ({ inputs, id, cloud, region }) => {
    const current = quotaValue(cloud, region, id) ?? 0;
    return typeof inputs.value === "number" && inputs.value < current
      ? `requesting Service Quota (${id}) with value less than current (${current})`
      : undefined;
  },
};

/** Requests for more than AWS grants by itself. A deletion doesn't take a quota back. */
export const serviceQuotas: readonly ResourceType[] = [
  {
    token: "aws:servicequotas/serviceQuota:ServiceQuota",
    source:
      "https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html",
    id: quotaOf,
    replaceOn: ["serviceCode", "quotaCode"],
    outputs: quotaOutputs,
    settings: granted,
    rules: [noSuchQuota, notAnIncrease],
  },
];
