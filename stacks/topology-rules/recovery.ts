// SPDX-License-Identifier: Apache-2.0
import { toSeconds } from "../../components/shared/units";
import { repeated, tierOnePair, tierOnePairReads, type Rule } from "./rule";

/**
 * Regions among which DynamoDB keeps a table strongly consistent; all three of a table's regions
 * come from one set. Read on 2026-11-24. An announcement of 2026-09-23 allows any three of fifteen
 * regions; the pages below still list the sets, so the sets hold here.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-globaltable-globaltablewitness.html
 */
export const journalRegionSets: Readonly<Record<string, readonly string[]>> = {
  US: ["us-east-1", "us-east-2", "us-west-2"],
  EU: ["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"],
  AP: ["ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
};

/** A budget that exceeds the objective is a promise known to be broken. */
const budgetFitsTheObjective: Rule = {
  reads: ["recovery"],
  check: ({ recovery: { timeObjective, budget } }) => {
    const spent =
      toSeconds(budget.detection) +
      toSeconds(budget.decision) +
      toSeconds(budget.seal) +
      Math.max(toSeconds(budget.promotion), toSeconds(budget.dns));
    const allowed = toSeconds(timeObjective);
    if (spent <= allowed) return [];
    return [
      {
        path: "recovery.budget",
        problem: `adds up to ${spent} seconds (detection + decision + seal + the longer of promotion and dns), over the objective of ${allowed}`,
        got: budget,
        fix: "shorten a step, or promise a longer time",
      },
    ];
  },
};

/** Two copies in one region are lost together. */
const journalRegionsDiffer: Rule = {
  reads: ["journal"],
  check: ({ journal: { replicas, witness } }) =>
    repeated(
      [
        ...replicas.map((region, index) => [`journal.replicas[${index}]`, region] as const),
        ["journal.witness", witness] as const,
      ],
      "name three different regions",
    ),
};

/** AWS refuses any other three, and the mode of a table can't be changed later. */
const journalRegionsAreOfOneSet: Rule = {
  reads: ["journal"],
  check: ({ journal }) => {
    const regions = [...journal.replicas, journal.witness];
    const sets = Object.values(journalRegionSets);
    if (sets.some((set) => regions.every((region) => set.includes(region)))) return [];
    return [
      {
        path: "journal",
        problem: `must lie in one region set of DynamoDB: ${sets.map((set) => set.join(", ")).join(" | ")}`,
        got: regions,
        fix: "choose both replicas and the witness from one set",
      },
    ];
  },
};

/**
 * After the loss of either tier-1 region the other must still read the journal. Three different
 * regions outlive any one of them; a replica in the pair keeps one of them next to its journal.
 */
const pairHoldsAReplica: Rule = {
  reads: [...tierOnePairReads, "journal.replicas"],
  check: (topology) => {
    const pair = tierOnePair(topology).map(([, { name }]) => name);
    const { replicas } = topology.journal;
    if (pair.length < 2 || replicas.some((region) => pair.includes(region))) return [];
    return [
      {
        path: "journal.replicas",
        problem: `must include ${pair.join(" or ")}: a region that takes over replays the journal from beside it`,
        got: replicas,
        fix: "move one replica to a tier-1 region",
      },
    ];
  },
};

export const recoveryRules: readonly Rule[] = [
  budgetFitsTheObjective,
  journalRegionsDiffer,
  journalRegionsAreOfOneSet,
  pairHoldsAReplica,
];
