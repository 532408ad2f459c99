// SPDX-License-Identifier: Apache-2.0
import { RefusalRun } from "../support/refusal-run";
import { cliTimeLimit } from "../support/fixture-project";
import { refusalCases } from "./refusals";

jest.setTimeout(cliTimeLimit);

const numbered = refusalCases.map((one, index) => ({ ...one, index }));
const checked = numbered.filter(({ stage }) => stage === "check");
/** Refused when AWS is asked for something new. */
const calls = numbered.filter(({ stage }) => stage === "create" || stage === "write");
/** Refused when AWS is asked to change or delete what is there. */
const changes = numbered.filter(({ stage }) => stage === "update" || stage === "delete");

type Cases = readonly (typeof numbered)[number][];

describe("what AWS refuses, in the real engine", () => {
  let run: RefusalRun;

  beforeEach(async () => {
    run = await RefusalRun.start();
  });
  afterEach(() => run.stop());

  it("takes every case without its mistake, and refuses changes that AWS refuses", async () => {
    const good = await run.engine("up", indexes(numbered), []);
    expect(good).toEqual({ code: 0, refusals: [] });
    const { code, refusals } = await run.engine("up", indexes(numbered), indexes(changes));
    expect(described(refusals)).toEqual(expected(changes));
    expect(code).not.toBe(0);
  });

  it("refuses calls at up, and none of them at preview, where AWS isn't asked", async () => {
    const preview = await run.engine("preview", indexes(calls), indexes(calls));
    expect(preview).toEqual({ code: 0, refusals: [] });
    const { code, refusals } = await run.engine("up", indexes(calls), indexes(calls));
    expect(described(refusals)).toEqual(expected(calls));
    expect(code).not.toBe(0);
  });

  it("refuses at preview what the provider's check refuses, a resource and property named", async () => {
    // The engine ends at the first failed check, so each case is a preview of its own.
    const other = await RefusalRun.start();
    try {
      const halves = await Promise.all([
        previewEach(run, checked.slice(0, checked.length / 2)),
        previewEach(other, checked.slice(checked.length / 2)),
      ]);
      expect(halves.flat().sort()).toEqual(expected(checked));
    } finally {
      await other.stop();
    }
  });
});

/** What a preview of each case by itself is refused, and that its exit code says so. */
async function previewEach(run: RefusalRun, cases: Cases): Promise<string[]> {
  const all: string[] = [];
  for (const one of cases) {
    const { code, refusals } = await run.engine("preview", indexes([one]), indexes([one]));
    all.push(...(code === 0 ? [`${one.what}: exit code 0`] : described(refusals)));
  }
  return all;
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
  return refusals
    .map((line) =>
      line.replace(/^c(\d+) /, (name, index: string) => {
        const one = numbered[Number(index)];
        return `${one?.what ?? name}: `;
      }),
    )
    .sort();
}
