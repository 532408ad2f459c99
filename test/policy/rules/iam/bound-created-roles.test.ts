// SPDX-License-Identifier: Apache-2.0
import { Graph } from "../../../../policy/lib/graph";
import { judge } from "../../../../policy/lib/judge";
import { boundCreatedRoles } from "../../../../policy/rules/iam/bound-created-roles";

function findings(statement: object): string[] {
  const type = "aws:iam/rolePolicy:RolePolicy";
  const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Resource: "*", ...statement }] });
  const urn = `urn:pulumi:stack::project::${type}::policy`;
  const graph = new Graph([{ urn, type, name: "policy", properties: { policy } }]);
  return judge([boundCreatedRoles], graph, "stack").map(({ text }) => text);
}

describe("bound-created-roles", () => {
  it.each(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:*", "iam:Put*"])(
    "refuses %s without a boundary",
    (Action) => expect(findings({ Action })).toEqual([`it allows ${Action} without a boundary`]),
  );

  it("takes it under a boundary", () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    const Condition = { StringEquals: { "iam:PermissionsBoundary": boundary } };
    expect(findings({ Action: "iam:CreateRole", Condition })).toEqual([]);
  });

  it.each(["iam:GetRole", "iam:PassRole", "iam:DeleteRole", "s3:PutObject"])(
    "is not about %s",
    (Action) => expect(findings({ Action })).toEqual([]),
  );
});
