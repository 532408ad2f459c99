// SPDX-License-Identifier: Apache-2.0
import { RefusalRun } from "../support/refusal-run";
import { cliTimeLimit } from "../support/fixture-project";
import { refusalCases } from "./refusals";

jest.setTimeout(cliTimeLimit);

const numbered = refusalCases.map((one, index) => ({ ...one, index }));
/** Refused by the provider, before AWS is asked. */
const isCheck = ({ stage }: Numbered) => stage === "check";
/** Refused when AWS is asked for something new. */
const isCall = ({ stage, onTop }: Numbered) =>
  ["create", "write"].includes(stage) && onTop !== true;
/** Refused when AWS is asked to change, delete or replace what is there. */
const isChange = ({ stage, onTop }: Numbered) =>
  ["update", "delete"].includes(stage) || onTop === true;

type Numbered = (typeof numbered)[number];
type Cases = readonly Numbered[];

/** Few enough that the engine's state stays small: it is written whole at every step. */
const casesInAGroup = 50;
const groups = Array.from({ length: Math.ceil(numbered.length / casesInAGroup) }, (_, index) =>
  numbered.slice(index * casesInAGroup, (index + 1) * casesInAGroup),
);

describe("what AWS refuses, in the real engine", () => {
  it("takes every case without its mistake, and refuses changes that AWS refuses", async () => {
    const refused = await inTwoLanes(groups, async (run, group) => {
      const good = await run.engine("up", indexes(group), []);
      const problems = described(good.refusals).map((refusal) => `without the mistake: ${refusal}`);
      const changes = group.filter(isChange);
      if (changes.length === 0) return problems;
      const { refusals } = await run.engine("up", indexes(group), indexes(changes));
      return [...problems, ...described(refusals)];
    });
    expect(refused).toEqual(expected(numbered.filter(isChange)));
  });

  it("refuses calls at up, and none of them at preview, where AWS isn't asked", async () => {
    const refused = await inTwoLanes(groups, async (run, group) => {
      const calls = indexes(group.filter(isCall));
      if (calls.length === 0) return [];
      const preview = await run.engine("preview", calls, calls);
      const problems = described(preview.refusals).map((refusal) => `at preview: ${refusal}`);
      const { refusals } = await run.engine("up", calls, calls);
      return [...problems, ...described(refusals)];
    });
    expect(refused).toEqual(expected(numbered.filter(isCall)));
  });

  it("refuses at preview what the provider's check refuses, a resource and property named", async () => {
    // The engine ends at the first failed check, so each case is a preview of its own.
    const checks = groups.map((group) => group.filter(isCheck));
    const refused = await inTwoLanes(checks, async (run, group) => {
      const found: string[] = [];
      for (const one of group) {
        const { code, refusals } = await run.engine("preview", indexes([one]), indexes([one]));
        found.push(...(code === 0 ? [`${one.what}: exit code 0`] : described(refusals)));
      }
      return found;
    });
    expect(refused).toEqual(expected(numbered.filter(isCheck)));
  });
});

/** Each group in a project and a cloud of its own, two at a time. */
async function inTwoLanes(
  todo: readonly Cases[],
  work: (run: RefusalRun, group: Cases) => Promise<string[]>,
): Promise<string[]> {
  const queue = [...todo];
  const lane = async (): Promise<string[]> => {
    const found: string[] = [];
    for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
      const run = await RefusalRun.start();
      try {
        found.push(...(await work(run, group)));
      } finally {
        await run.stop();
      }
    }
    return found;
  };
  return (await Promise.all([lane(), lane()])).flat().sort();
}

function indexes(cases: Cases): number[] {
  return cases.map(({ index }) => index);
}

/** One refusal for each case, by the type that the case names, and no other. */
function expected(cases: Cases): string[] {
  return cases
    .map(({ what, token, code, property }) => `${what}: ${[token, code, property].join(" ")}`)
    .sort();
}

/** `c12 …` with what the case is about in place of its number. */
function described(refusals: readonly string[]): string[] {
  return refusals.map((line) =>
    line.replace(/^c(\d+) /, (name, index: string) => {
      const one = numbered[Number(index)];
      return `${one?.what ?? name}: `;
    }),
  );
}
