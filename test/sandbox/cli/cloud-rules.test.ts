// SPDX-License-Identifier: Apache-2.0
import { awsTypes } from "../../../sandbox/aws";
import { listRules, rulesAsText } from "../../../sandbox/cli/cloud-rules";

describe("listRules", () => {
  it("has every rule of every type", () => {
    const count = awsTypes.reduce((sum, { rules = [] }) => sum + rules.length, 0);
    expect(listRules(awsTypes)).toHaveLength(count);
  });

  it("says at which command, not at which stage of the provider, a mistake is refused", () => {
    expect(listRules(awsTypes, "rds/cluster:")).toContainEqual({
      type: "aws:rds/cluster:Cluster",
      stage: "preview",
      code: "InvalidParameterCombination",
      property: "manageMasterUserPassword",
      source: expect.stringMatching(/^https:/) as unknown,
    });
  });

  it("finds a type by a part of its token, in any case", () => {
    const types = new Set(listRules(awsTypes, "EC2/Subnet").map(({ type }) => type));
    expect([...types]).toEqual(["aws:ec2/subnet:Subnet"]);
  });
});

describe("rulesAsText", () => {
  it("gives each type a paragraph, and closes with how many there are", () => {
    const source = "https://docs.aws.amazon.com/";
    const text = rulesAsText([
      { type: "aws:a/a:A", stage: "preview", code: "One", property: "p", source },
      { type: "aws:a/a:A", stage: "create, update", code: "Three", property: "q", source },
      { type: "aws:b/b:B", stage: "delete", code: "Two", property: "name", source },
    ]);
    expect(text).toBe(
      [
        "aws:a/a:A",
        ` preview         One    p     ${source}`,
        ` create, update  Three  q     ${source}`,
        "",
        "aws:b/b:B",
        ` delete          Two    name  ${source}`,
        "",
        "3 refusals over 2 types: 1 at preview, 2 at up",
        "",
      ].join("\n"),
    );
  });
});
