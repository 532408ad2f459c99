// SPDX-License-Identifier: Apache-2.0
import { recoveryRules } from "../../../stacks/topology-rules/recovery";
import { validateTopology } from "../../../stacks/topology-validation";
import { productionBut } from "../../support/topologies";
import { itHoldsRules, type Mutant } from "../../support/topology-rules";

const mutants: readonly Mutant[] = [
  [
    "the budget exceeds the objective",
    (topology) => (topology.recovery.timeObjective = "239 seconds"),
    'recovery.budget: adds up to 240 seconds (detection + decision + seal + the longer of promotion and dns), over the objective of 239, got {"detection":"40 seconds","decision":"15 seconds","seal":"5 seconds","promotion":"3 minutes","dns":"90 seconds"}; shorten a step, or promise a longer time',
  ],
  [
    "both replicas of the journal are in one region",
    (topology) => (topology.journal.replicas = ["eu-west-1", "eu-west-1"]),
    'journal.replicas[1]: is the same as journal.replicas[0], got "eu-west-1"; name three different regions',
  ],
  [
    "the witness is beside a replica",
    (topology) => (topology.journal.witness = "eu-central-1"),
    'journal.witness: is the same as journal.replicas[1], got "eu-central-1"; name three different regions',
  ],
  [
    "the journal's regions are not of one set",
    (topology) => (topology.journal.witness = "us-east-2"),
    'journal: must lie in one region set of DynamoDB: us-east-1, us-east-2, us-west-2 | eu-west-1, eu-west-2, eu-west-3, eu-central-1 | ap-northeast-1, ap-northeast-2, ap-northeast-3, got ["eu-west-1","eu-central-1","us-east-2"]; choose both replicas and the witness from one set',
  ],
  [
    "no tier-1 region holds a replica",
    (topology) =>
      (topology.journal = { replicas: ["eu-west-3", "eu-central-1"], witness: "eu-west-2" }),
    'journal.replicas: must include us-east-1 or eu-west-1: a region that takes over replays the journal from beside it, got ["eu-west-3","eu-central-1"]; move one replica to a tier-1 region',
  ],
];

describe("recoveryRules", () => {
  itHoldsRules(recoveryRules, mutants);

  it("let the budget use all of the objective", () => {
    const topology = productionBut((copy) => (copy.recovery.timeObjective = "240 seconds"));
    expect(validateTopology(topology)).toEqual([]);
  });
});
