// SPDX-License-Identifier: Apache-2.0
import { pendingCreates } from "../../../sandbox/engine/recovery";
import type { CloudObject } from "../../../sandbox/provider/cloud";

const type = "aws:ec2/vpc:Vpc";
const vpc = (id: string, urn = "urn:one"): CloudObject => ({
  ...{ type, id, urn, place: "eu-west-1", inputs: {}, computed: {} },
});
const cloudOf = (...objects: CloudObject[]) => ({ list: () => objects });
const creating = { type: "creating", resource: { urn: "urn:one", type } };

describe("a creation that never ended", () => {
  it("comes with what it made", () => {
    const found = pendingCreates({ pending_operations: [creating] }, cloudOf(vpc("vpc-1")));
    expect(found).toEqual([{ resource: creating.resource, object: vpc("vpc-1") }]);
  });

  it("comes with nothing where it made nothing", () => {
    const found = pendingCreates(
      { pending_operations: [creating] },
      cloudOf(vpc("vpc-1", "urn:other")),
    );
    expect(found).toEqual([{ resource: creating.resource, object: undefined }]);
  });

  it("doesn't take what the state has already: the old one of a replacement", () => {
    const deployment = {
      resources: [{ urn: "urn:one", type, id: "vpc-1" }],
      pending_operations: [creating],
    };
    const [found] = pendingCreates(deployment, cloudOf(vpc("vpc-1"), vpc("vpc-2")));
    expect(found?.object?.id).toBe("vpc-2");
  });

  it("is no update or deletion: those are begun again by themselves", () => {
    const others = ["updating", "deleting"].map((kind) => ({ ...creating, type: kind }));
    expect(pendingCreates({ pending_operations: others }, cloudOf(vpc("vpc-1")))).toEqual([]);
    expect(pendingCreates(undefined, cloudOf())).toEqual([]);
  });
});
