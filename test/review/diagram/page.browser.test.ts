// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Browser, BrowserContext, Page } from "playwright-core";

import { platformPage } from "../../../review/diagram/draw-platform";
import type { Mark } from "../../../review/diagram/draw/mark";
import type { ExportedResource } from "../../../review/graph/exported";
import { startBrowser } from "../../support/browser";
import { environmentNames, goodStacks, stacksFromNothing } from "../../support/good-stacks";
import { crossedTexts, faultsOf, shownBoxes } from "./geometry";
import { platformOf } from "./platform.fixture";

jest.setTimeout(120_000);

const all = (stacks: readonly { readonly resources: readonly ExportedResource[] }[]) =>
  stacks.flatMap(({ resources }) => resources);
const marks: readonly Mark[] = ["create", "update", "replace", "delete"];
/** Every resource is changed, each in another way than the one before it. */
const allMarked = (resources: readonly ExportedResource[]) =>
  new Map(resources.map(({ urn }, index) => [urn, marks[index % marks.length] ?? "update"]));

const pictures = [
  ...environmentNames.map((name) => ({
    name,
    html: () => platformPage(all(goodStacks(name))),
  })),
  ...environmentNames.map((name) => ({
    name: `${name} before it exists`,
    html: () => platformPage(all(stacksFromNothing(name))),
  })),
  {
    name: "production with everything changed",
    html: () => {
      const resources = all(goodStacks("production"));
      return platformPage(resources, { marks: allMarked(resources) });
    },
  },
  ...goodStacks("production").map(({ stack, resources }) => ({
    name: `the stack ${stack} alone`,
    html: () => platformPage(resources),
  })),
  {
    name: "three regions of four zones",
    html: () =>
      platformPage(platformOf({ regions: ["us-east-1", "eu-west-1", "ap-south-1"], zones: 4 })),
  },
  {
    name: "one region of one zone",
    html: () => platformPage(platformOf({ regions: ["us-east-1"], zones: 1 })),
  },
];

describe("the page in a browser", () => {
  let browser: Browser;
  let folder: string;
  let context: BrowserContext;
  let page: Page;
  let troubles: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    folder = mkdtempSync(join(tmpdir(), "diagram-"));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => context.close());

  /** Opens a page; what it says on the console or fetches is trouble. */
  async function open(html: string, width = 1200): Promise<void> {
    const path = join(folder, "page.html");
    writeFileSync(path, html);
    context = await browser.newContext({ viewport: { width, height: 800 } });
    page = await context.newPage();
    troubles = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== `file://${path}` && !request.url().startsWith("data:")) {
        troubles.push(request.url());
      }
    });
    await page.goto(`file://${path}`);
  }

  const focused = () => page.evaluate<string | null>("document.activeElement.dataset.box ?? null");
  const card = () => page.locator("dialog.card");

  it.each(pictures)("shows $name with every box and text in its place", async ({ html }) => {
    await open(html());
    const boxes = await shownBoxes(page);
    expect(boxes.length).toBeGreaterThan(1);
    expect(faultsOf(boxes)).toEqual([]);
    expect(await crossedTexts(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it("notices a box that lies on another, and a text that leaves its box", async () => {
    await open(platformPage(platformOf()));
    await page.evaluate(
      `document.querySelector("[data-box='region/us-east-1'] > rect.frame").setAttribute("width", 900)`,
    );
    await page.evaluate(
      `document.querySelector("[data-box='names'] > text").setAttribute("x", -500)`,
    );
    const faults = faultsOf(await shownBoxes(page));
    expect(faults).toContain("region/us-east-1 lies on region/eu-west-1");
    expect(faults).toContain('"Public names · Route 53" leaves its box names');
  });

  it("is used by keyboard: Tab goes from box to box, Enter opens, Escape closes", async () => {
    await open(platformPage(all(goodStacks("production"))));
    const order = await page.evaluate<string[]>(
      `[...document.querySelectorAll("[data-box][tabindex]")].map((box) => box.dataset.box)`,
    );
    await page.keyboard.press("Tab");
    for (const key of order.slice(0, 12)) {
      await page.keyboard.press("Tab");
      expect(await focused()).toBe(key);
    }
    for (const key of ["Enter", "Space"]) {
      const before = await focused();
      await page.keyboard.press(key);
      expect(await card().isVisible()).toBe(true);
      expect(await card().locator("h2").first().textContent()).toBe(before?.split("::").at(-1));
      await page.keyboard.press("Escape");
      expect(await card().isVisible()).toBe(false);
      expect(await focused()).toBe(before);
    }
    expect(troubles).toEqual([]);
  });

  it("rings what has the focus", async () => {
    await open(platformPage(platformOf()));
    const widthOfFrame = () =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector("[data-box][tabindex] > rect.frame")).strokeWidth`,
      );
    const before = await widthOfFrame();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect([before, await widthOfFrame()]).toEqual(["1px", "3px"]);
  });

  it("opens by a click, with type, stack, line, properties and policies", async () => {
    const resources = all(goodStacks("production"));
    await open(platformPage(resources));
    await page.locator("[data-box$='payments-failover-payments-secondary']").click();
    const text = (await card().textContent()) ?? "";
    for (const part of [
      "payments-failover-payments-secondary",
      "aws:route53/record:Record",
      "production-global",
      "components/edge/failover-records.ts:",
      "failoverRoutingPolicies[0].type",
      "✓ keeps pair-failover-records",
    ]) {
      expect(text).toContain(part);
    }
    await card().getByRole("button", { name: "Close" }).click();
    expect(await card().isVisible()).toBe(false);
  });

  it("tells those who can't see it what a box is", async () => {
    await open(platformPage(all(goodStacks("production"))));
    const box = page.locator("[data-box$='payments-failover-payments-primary']");
    expect(await box.getAttribute("aria-label")).toBe(
      "payments.failover.pay.example.com, health check, primary, aws:route53/record:Record payments-failover-payments-primary of production-global",
    );
    expect(await page.getByRole("group", { name: "production" }).count()).toBe(1);
  });

  it.each(["light", "dark"] as const)("can be read in a %s surrounding", async (colorScheme) => {
    await open(platformPage(all(goodStacks("production"))));
    await page.emulateMedia({ colorScheme });
    const contrasts = await page.evaluate<[string, number][]>(contrastsOfTexts);
    expect(contrasts.length).toBeGreaterThan(100);
    expect(contrasts.filter(([, contrast]) => contrast < 4.5)).toEqual([]);
  });

  it("is printed in light colours, as wide as the paper", async () => {
    await open(platformPage(all(goodStacks("production"))));
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    const ground = `getComputedStyle(document.querySelector("rect.ground")).fill`;
    expect(await page.evaluate(ground)).toBe("rgb(251, 251, 252)");
  });

  it("scrolls in a window of 390 pixels, and its card fits", async () => {
    await open(platformPage(all(goodStacks("production"))), 390);
    const widths =
      "[document.documentElement.scrollWidth, document.querySelector('main').scrollWidth]";
    const [window, picture] = await page.evaluate<[number, number]>(widths);
    expect(window).toBe(390);
    expect(picture).toBeGreaterThanOrEqual(1200);
    await page.locator("[data-box='names'] [data-box]").first().focus();
    await page.keyboard.press("Enter");
    const at = await card().boundingBox();
    expect(at?.width).toBe(390);
    const scrolls = `document.querySelector("dialog.card").scrollWidth > document.querySelector("dialog.card").clientWidth`;
    expect(await page.evaluate(scrolls)).toBe(false);
  });
});

/**
 * Contrast of each text with the nearest filled frame under it.
 *
 * @see https://www.w3.org/TR/WCAG22/#contrast-minimum
 */
const contrastsOfTexts = `(() => {
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const over = (top, under) => top.rgb.map((value, i) => value * top.a + under[i] * (1 - top.a));
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (text) => {
    const frames = [];
    if (text.matches("[class*=chip]")) frames.push(text.previousElementSibling);
    for (let box = text.closest("[data-box]"); box; box = box.parentElement.closest("[data-box]")) {
      frames.push(box.querySelector(":scope > rect.frame"));
    }
    frames.push(document.querySelector("rect.ground"));
    return frames
      .reverse()
      .map((frame) => getComputedStyle(frame).fill)
      .filter((fill) => fill !== "none")
      .reduce((under, fill) => over(parse(fill), under), [255, 255, 255]);
  };
  return [...document.querySelectorAll("svg text")].map((text) => {
    const [one, other] = [luminance(parse(getComputedStyle(text).fill).rgb), luminance(groundOf(text))];
    const [light, dark] = one > other ? [one, other] : [other, one];
    return [text.textContent, (light + 0.05) / (dark + 0.05)];
  });
})()`;
