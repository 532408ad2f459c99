// SPDX-License-Identifier: Apache-2.0
import { loadBalancerControllerPolicy } from "../../../components/delivery/load-balancer-controller-policy";

const targetGroup =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/payments/0123456789abcdef";

interface Document {
  readonly Statement: readonly {
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

function statements(): Document["Statement"] {
  return (JSON.parse(loadBalancerControllerPolicy([targetGroup])) as Document).Statement;
}

describe("loadBalancerControllerPolicy", () => {
  it("changes the given target groups only", () => {
    const changing = statements().filter(({ Action }) =>
      Action.some((action) => !/:(Describe|Get|List)/.test(action)),
    );
    expect(changing).toEqual([
      {
        Sid: "BindTargets",
        Effect: "Allow",
        Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
        Resource: [targetGroup],
      },
    ]);
  });

  it("names every action in full", () => {
    for (const { Action } of statements()) {
      for (const action of Action) expect(action).toMatch(/^(ec2|elasticloadbalancing):[A-Za-z]+$/);
    }
  });

  it("only looks where there is no target group", () => {
    const { Statement } = JSON.parse(loadBalancerControllerPolicy([])) as Document;
    expect(Statement).toEqual(statements().slice(0, 1));
  });
});
