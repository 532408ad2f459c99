// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser, BrowserContext, Page } from "playwright-core";

import { promiseNames, stageNames } from "../../../drill/checker/promise";
import { writeReport } from "../../../drill/report/write-report";
import { startBrowser } from "../../support/browser";
import { exampleResults } from "./results.fixture";

describe("the report in a browser", () => {
  const results = exampleResults(3);
  let browser: Browser;
  let folder: string;
  let path: string;
  let context: BrowserContext;
  let page: Page;
  let troubles: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    folder = mkdtempSync(join(tmpdir(), "report-"));
    ({ html: path } = await writeReport(results, folder));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => context.close());

  /** Opens the report; what it says on the console or fetches is trouble. */
  async function open(width = 1200): Promise<void> {
    context = await browser.newContext({ viewport: { width, height: 900 } });
    page = await context.newPage();
    troubles = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (url !== `file://${path}` && !url.startsWith("data:")) troubles.push(url);
    });
    await page.goto(`file://${path}`);
  }

  const count = (selector: string) => page.locator(selector).count();
  const table = (caption: string) => page.getByRole("table", { name: caption });

  it("loads nothing, complains of nothing, and has its headings in order", async () => {
    await open();
    expect(await page.getByRole("heading", { level: 1 }).allTextContents()).toEqual([
      "Payments that survive the loss of a region",
    ]);
    expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual([
      "What this run left out",
      "The promises",
      "How a region is replaced",
      "The scenarios",
      "Compared with doing without the journal",
      "The machine and the settings",
      "Run it again",
    ]);
    expect(troubles).toEqual([]);
  });

  it.each([
    ["Each promise, judged over all scenarios", promiseNames.length],
    ["Recovery time by stage, measured on this machine", 2],
    ["Stages that can't be measured on one machine", results.cloudStages.length],
    ["What was broken on purpose, and what came of it", results.scenarios.length],
    ["Rate, delay and loss of each way", results.baselines.length],
  ])("has the table “%s” with its rows, each named", async (caption, rows) => {
    await open();
    expect(await table(caption).getByRole("rowheader").count()).toBe(rows);
    expect(await table(caption).getByRole("columnheader").count()).toBeGreaterThan(2);
  });

  it("has a picture with a band for every stage, in their order, and bars of both regions", async () => {
    await open();
    const picture = page.locator("figure").first();
    const [names, lefts] = await page.evaluate<[string[], number[]]>(`(() => {
      const bands = [...document.querySelector("figure").querySelectorAll("[data-stage]")];
      return [
        bands.map((band) => band.dataset.stage),
        bands.map((band) => band.querySelector("rect").getBoundingClientRect().left),
      ];
    })()`);
    expect(names).toEqual(stageNames);
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    for (const [region, looks] of [
      ["us-east-1", ["answered", "refused", "unknown"]],
      ["eu-west-1", ["answered"]],
    ] as const) {
      const bars = picture.locator(`[data-region="${region}"] .bar`);
      expect(await bars.count()).toBe(looks.length);
      for (const look of looks)
        expect(await picture.locator(`.bar.${look}`).count()).toBeGreaterThan(0);
    }
    const name = "Region killed, over time";
    expect(await page.getByRole("img", { name }).first().isVisible()).toBe(true);
    expect(await count("svg[aria-labelledby] > title")).toBe(3);
    expect(await count("svg[aria-labelledby] > desc")).toBe(3);
  });

  it.each([400, 800, 1200])(
    "keeps every text of the picture inside, in a window of %d",
    async (width) => {
      await open(width);
      const outside = await page.evaluate<string[]>(textsOutside);
      expect(outside).toEqual([]);
    },
  );

  it("fits a window of 400 pixels: only the picture scrolls, and rows become cards", async () => {
    await open(400);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(400);
    expect(
      await page.evaluate(
        "document.querySelector('.picture').scrollWidth > document.querySelector('.picture').clientWidth",
      ),
    ).toBe(true);
    expect(await table("Rate, delay and loss of each way").getByRole("rowheader").count()).toBe(3);
  });

  it("shows the picture of every scenario when it is opened by keyboard", async () => {
    await open();
    const one = page.locator("details", { hasText: "Partition, old region alive" }).last();
    await one.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await one.locator("svg").isVisible()).toBe(true);
  });

  it.each(["light", "dark"] as const)("can be read in a %s surrounding", async (colorScheme) => {
    await open();
    await page.emulateMedia({ colorScheme });
    const contrasts = await page.evaluate<[string, number][]>(contrastsOfTexts);
    expect(contrasts.length).toBeGreaterThan(100);
    expect(contrasts.filter(([, contrast]) => contrast < 4.5)).toEqual([]);
  });

  it("is printed dark on white, with every picture", async () => {
    await open();
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toBe(
      "rgb(255, 255, 255)",
    );
    expect(await page.locator("details svg").first().isVisible()).toBe(true);
  });
});

/** Texts of pictures that leave their picture. */
const textsOutside = `[...document.querySelectorAll("svg text")].filter((text) => {
  const inner = text.getBoundingClientRect();
  const outer = text.closest("svg").getBoundingClientRect();
  if (outer.width === 0) return false;
  const slack = 1;
  return inner.left < outer.left - slack || inner.right > outer.right + slack ||
    inner.top < outer.top - slack || inner.bottom > outer.bottom + slack;
}).map((text) => text.textContent)`;

/**
 * Contrast of each element's own text with the nearest ground under it.
 *
 * @see https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
const contrastsOfTexts = `(() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) > 0) return colour;
    }
    return [255, 255, 255];
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
  return [...document.body.querySelectorAll("*")].filter(hasText).map((element) => {
    const style = getComputedStyle(element);
    const colour = element.closest("svg text") ? style.fill : style.color;
    const [one, other] = [luminance(parse(colour)), luminance(groundOf(element))];
    const [light, dark] = one > other ? [one, other] : [other, one];
    return [element.textContent, (light + 0.05) / (dark + 0.05)];
  });
})()`;
