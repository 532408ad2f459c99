// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";

import { undecidedMark } from "../../policy/lib/message";
import { rules } from "../../policy/rules";
import { PackProcess } from "../../review/engine/pack-process";
import { environmentNames, goodStacks } from "../support/good-stacks";
import { judged, judgedMutant } from "../support/judged-stacks";
import { mutants } from "./mutants";

jest.setTimeout(120_000);

describe("the pack, asked as the engine asks it", () => {
  let pack: PackProcess;

  beforeAll(async () => {
    pack = await PackProcess.start(resolve(__dirname, "../.."));
  });
  afterAll(() => pack.stop());

  it.each(environmentNames)("finds nothing in %s, and can decide everything", async (name) => {
    expect(await judged(pack, goodStacks(name))).toEqual([]);
  });

  it.each(
    mutants.map((mutant) => ({
      ...mutant,
      title: `${mutant.rule}: ${mutant.mistake} (${mutant.environment ?? "production"} ${mutant.scope})`,
    })),
  )("catches by $title", async (mutant) => {
    const found = await judgedMutant(pack, goodStacks(mutant.environment ?? "production"), mutant);
    const ids = [...new Set(found.map(({ rule }) => rule))].sort();
    expect(found.filter(({ message }) => message.startsWith(undecidedMark))).toEqual([]);
    expect(ids).toEqual([mutant.rule, ...(mutant.also ?? [])].sort());
  });

  it("has a mistake for every rule", () => {
    const tried = new Set(mutants.map(({ rule }) => rule));
    expect(rules.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
