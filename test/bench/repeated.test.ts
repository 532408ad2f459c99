// SPDX-License-Identifier: Apache-2.0
import { repeated } from "../../bench/repeated";
import type { ExportedResource } from "../../review/graph/exported";

const urn = (name: string): string => `urn:pulumi:dev::payments::aws::${name}`;
const arn = "arn:aws:s3:::logs-1a";

const stack: ExportedResource = { urn: urn("stack"), type: "pulumi:pulumi:Stack" };
const provider: ExportedResource = {
  ...{ urn: urn("provider"), type: "pulumi:providers:aws", custom: true, id: "uuid-1" },
};
const logs: ExportedResource = {
  ...{ urn: urn("logs"), type: "bucket", custom: true, id: "logs-1a", parent: stack.urn },
  ...{ provider: `${provider.urn}::uuid-1`, outputs: { arn, owner: "123456789012" } },
};
const policy: ExportedResource = {
  ...{ urn: urn("logs-policy"), type: "policy", custom: true, id: "logs-1a" },
  ...{ dependencies: [logs.urn], propertyDependencies: { bucket: [logs.urn] } },
  inputs: { bucket: "logs-1a", policy: `{"Resource":"${arn}/*"}`, mode: "none" },
};
const account: ExportedResource = {
  ...{ urn: urn("account"), type: "account", custom: true, id: "123456789012" },
};
const mode: ExportedResource = { urn: urn("mode"), type: "mode", custom: true, id: "none" };
const resources = [stack, provider, logs, policy, account, mode];

describe("repeated", () => {
  it("begins with the stack itself", () => {
    expect(repeated(resources, 8).slice(0, resources.length)).toEqual(resources);
  });

  it.each([3, 6, 7, 100])(
    "has %i resources where that many are asked for, no two alike",
    (count) => {
      const urns = repeated(resources, count).map((resource) => resource.urn);
      expect(new Set(urns).size).toBe(count);
    },
  );

  it("refers from a copy to what is in the same copy", () => {
    const [, , copiedLogs, copiedPolicy] = repeated(resources, 100).slice(resources.length - 1);
    expect(copiedLogs).toEqual({
      ...logs,
      ...{ urn: `${logs.urn}-1`, id: "logs-1a-1" },
      ...{ provider: `${provider.urn}-1::uuid-1-1` },
      outputs: { arn: `${arn}-1`, owner: "123456789012" },
    });
    expect(copiedPolicy).toEqual({
      ...policy,
      ...{ urn: `${policy.urn}-1`, id: "logs-1a-1" },
      ...{ dependencies: [`${logs.urn}-1`], propertyDependencies: { bucket: [`${logs.urn}-1`] } },
      inputs: { bucket: "logs-1a-1", policy: `{"Resource":"${arn}-1/*"}`, mode: "none" },
    });
  });

  it("has one stack only, which every copy stands in", () => {
    const all = repeated(resources, 100);
    expect(all.filter(({ type }) => type === stack.type)).toEqual([stack]);
    const parents = all.flatMap(({ parent }) => parent ?? []);
    expect(new Set(parents)).toEqual(new Set([stack.urn]));
  });

  it("is refused where there is nothing to repeat", () => {
    expect(() => repeated([stack], 10)).toThrow(RangeError);
  });
});
