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

const indexes = (cases: readonly { readonly index: number }[]) => cases.map(({ index }) => index);

describe("what AWS refuses, in the real engine", () => {
  let run: RefusalRun;

  beforeEach(async () => {
    run = await RefusalRun.start();
  });
  afterEach(() => run.stop());

  it("takes every case without its mistake, and refuses changes that AWS refuses", async () => {
    const good = await run.engine("up", indexes(numbered), []);
    expect(good).toEqual({ code: 0, refusals: [] });
    const bad = await run.engine("up", indexes(numbered), indexes(changes));
    expect(bad.refusals).toEqual(expected(changes));
    expect(bad.code).not.toBe(0);
  });

  it("refuses calls at up, and none of them at preview, where AWS isn't asked", async () => {
    expect(await run.engine("preview", indexes(calls), indexes(calls))).toEqual({
      code: 0,
      refusals: [],
    });
    const { code, refusals } = await run.engine("up", indexes(calls), indexes(calls));
    expect(refusals).toEqual(expected(calls));
    expect(code).not.toBe(0);
  });

  it("refuses at preview what the provider's check refuses, a resource and property named", async () => {
    for (const one of checked) {
      const { code, refusals } = await run.engine("preview", [one.index], [one.index]);
      expect({ what: one.what, refusals }).toEqual({ what: one.what, refusals: expected([one]) });
      expect(code).not.toBe(0);
    }
  });
});

/** One refusal for each case, by the type that the case names, and no other. */
function expected(cases: readonly (typeof numbered)[number][]): string[] {
  return cases
    .map(({ index, token, code, property }) => [`c${index}`, token, code, property].join(" "))
    .sort();
}
