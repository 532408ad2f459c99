// SPDX-License-Identifier: Apache-2.0
import { Graph } from "../../../../policy/lib/graph";
import { judge } from "../../../../policy/lib/judge";
import { expectSilentTables } from "../../../../policy/rules/cloudwatch/expect-silent-tables";

function findings(properties: object): string[] {
  const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
  const urn = `urn:pulumi:stack::project::${type}::alarm`;
  const graph = new Graph([{ urn, type, name: "alarm", properties }]);
  return judge([expectSilentTables], graph, "stack").map(({ text }) => text);
}

describe("expect-silent-tables", () => {
  const namespace = "AWS/DynamoDB";

  it("refuses what CloudWatch doesn't do for a table", () => {
    expect(findings({ namespace, treatMissingData: "notBreaching" })).toEqual([
      'treatMissingData is "notBreaching"',
    ]);
    expect(findings({ namespace })).toEqual(["treatMissingData is nothing"]);
  });

  it("takes what it does", () => {
    expect(findings({ namespace, treatMissingData: "ignore" })).toEqual([]);
  });

  it("is not about other metrics", () => {
    expect(findings({ namespace: "AWS/RDS", treatMissingData: "breaching" })).toEqual([]);
  });
});
