// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";

import { checkHistory } from "../../../drill/checker/check-history";
import { cloudStages } from "../../../drill/report/cloud-stages";
import { html } from "../../../drill/report/page/html";
import { reportPage } from "../../../drill/report/page/page";
import { duration } from "../../../drill/report/page/words";
import { resultsShape, type Results } from "../../../drill/report/results";
import { scenarioResult } from "../../../drill/report/scenario-result";
import { linear, ticks } from "../../../drill/report/timeline/scale";
import { writeReport } from "../../../drill/report/write-report";
import { exampleResults, minuteOfPayments } from "./results.fixture";

const good = exampleResults();
const bad = exampleResults(13);

describe("writeReport", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes the page, and beside it its data in the documented shape", async () => {
    const results = good;
    const files = await writeReport(results, join(folder, "made", "for it"));
    const data: unknown = JSON.parse(readFileSync(files.json, "utf8"));
    expect(resultsShape.parse(data)).toEqual(results);
    expect(readFileSync(files.html, "utf8")).toBe(reportPage(results));
  });

  it("fails when the results are of another version, and writes nothing", async () => {
    const results = Object.assign({}, good, { version: 2 });
    await expect(writeReport(results, join(folder, "new"))).rejects.toThrow("version");
    expect(() => readFileSync(join(folder, "new", "results.json"))).toThrow("ENOENT");
  });
});

describe("reportPage", () => {
  it("shows every text that it is given as a text", () => {
    const evil = `<script>alert("1")</script><img src=x onerror='1'>&"`;
    const page = reportPage(withTexts(bad, evil));
    expect(page).not.toContain("<script");
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;script&gt;");
  });

  it("says of every stage of the cloud that it was not measured", () => {
    const page = reportPage(good);
    for (const { stage, source } of cloudStages) {
      const row = page.split("<tr").find((text) => text.includes(stage)) ?? "";
      expect(row).toContain("<b>not measured</b>");
      if (source !== undefined) expect(row).toContain(`href="${source}"`);
    }
  });

  it("says of what passed only what its counts do not", () => {
    const page = reportPage(good);
    expect(page).not.toContain("took over and accepted");
    expect(page).toMatch(/eu-west-1 accepted its first payment after [\d.]+ s\./);
    expect(reportPage(bad)).toContain("but 13 accepted payments were gone");
  });

  it("says how many promises were broken, and shows the first findings", () => {
    const page = reportPage(bad);
    expect(page).toContain("1 of 2 scenarios failed: Region killed");
    expect(page).toContain("Nothing lost: broken 13 times in “Region killed”");
    expect(page).toContain("… and 3 more");
    expect(page).toContain("the database has nothing under this key");
  });

  it("claims nothing when nothing was run", () => {
    const page = reportPage({ ...good, scenarios: [], baselines: [] });
    expect(page).toContain("No scenario was run");
    expect(page).not.toContain("was kept");
    expect(page).toContain("No region was replaced in this run.");
    expect(page).toContain("Not compared in this run.");
  });
});

describe("scenarioResult", () => {
  const history = minuteOfPayments("region-killed");
  const args = {
    title: "t",
    done: "d",
    expected: "e",
    happened: "h",
    asExpected: true,
    rateAsked: 40,
  };

  it("counts the rate until the first fault, and times from the beginning", () => {
    const later = {
      ...history,
      events: history.events.map((event) => ({ ...event, at: event.at + 5_000 })),
      moments: history.moments.map((moment) => ({ ...moment, at: moment.at + 5_000 })),
    };
    const result = scenarioResult(later, checkHistory(later), args);
    expect(result.rateSustained).toBeGreaterThan(39);
    expect(result.rateSustained).toBeLessThanOrEqual(40);
    expect(result.recoveries).toEqual(
      scenarioResult(history, checkHistory(history), args).recoveries,
    );
    expect(result.moments.map(({ at }) => at)).toEqual(history.moments.map(({ at }) => at));
  });

  it.each([
    ["a promise was broken", { ...history, stored: [] }, true],
    ["what was expected did not happen", history, false],
  ])("fails when %s", (_, judged, asExpected) => {
    const check = checkHistory(judged);
    expect(scenarioResult(judged, check, { ...args, asExpected }).passed).toBe(false);
  });

  it("passes when all was kept and as expected", () => {
    expect(scenarioResult(history, checkHistory(history), args).passed).toBe(true);
  });
});

describe("the picture's scales", () => {
  it("have round ticks from 0 that reach the most, and not many", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e7, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (most, about) => {
          const marks = ticks(most, about);
          const step = marks[1] ?? 0;
          expect(marks[0]).toBe(0);
          expect(marks.at(-1)).toBeGreaterThanOrEqual(most);
          expect(marks.at(-2)).toBeLessThan(Math.max(most, 1));
          expect(marks.length).toBeLessThanOrEqual(about + 1);
          expect([1, 2, 5]).toContain(Number(String(step)[0]));
        },
      ),
    );
  });

  it("keep the ends of what they are given", () => {
    const scale = linear([0, 60_000], [66, 944]);
    expect([scale(0), scale(60_000), scale(30_000)]).toEqual([66, 944, 505]);
    expect(linear([5, 5], [1, 2])(5)).toBe(1);
  });
});

describe("texts of the page", () => {
  it.each([
    [0, "0 ms"],
    [999, "999 ms"],
    [1_000, "1 s"],
    [5_680, "5.7 s"],
    [119_999, "120 s"],
    [300_000, "5 min"],
  ])("say %d milliseconds as %s", (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });

  it("are escaped once, however deep the markup", () => {
    expect(html`<p title="${'"'}">${[html`<b>${"<&>"}</b>`]}</p>`.markup).toBe(
      '<p title="&quot;"><b>&lt;&amp;&gt;</b></p>',
    );
  });
});

/** The same results with another text wherever one can be given. */
function withTexts(results: Results, text: string): Results {
  return {
    ...results,
    command: text,
    notes: [text],
    machine: { ...results.machine, processor: text, system: text, versions: { [text]: text } },
    scenarios: results.scenarios.map((scenario) => ({
      ...scenario,
      name: text,
      title: text,
      done: text,
      expected: text,
      happened: text,
      promises: scenario.promises.map((one) => ({
        ...one,
        findings: one.findings.map(() => text),
      })),
      recoveries: scenario.recoveries.map((one) => ({ ...one, from: text, to: text })),
      seconds: scenario.seconds.map((one) => ({ ...one, region: text })),
      moments: scenario.moments.map((one) => ({ ...one, region: text, detail: text })),
    })),
    baselines: results.baselines.map((one) => ({ ...one, fault: text })),
    cloudStages: results.cloudStages.map((one) => ({ ...one, stage: text, documented: text })),
  };
}
