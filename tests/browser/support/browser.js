// Chromium, and a page that remembers everything that went wrong on it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** The windows and colour schemes in which pages are looked at. */
export const looks = [
  { colorScheme: "light", width: 1440 },
  { colorScheme: "dark", width: 320 },
  { colorScheme: "dark", width: 1440 },
  { colorScheme: "light", width: 320 },
];

/** Starts the browser; it talks to nobody by itself. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });

/** Opens an empty page. `troubles` collects errors, blocked and failed loads, dialogs and requests that leave `base`. */
export const open = async (browser, base, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) troubles.push(`asked for ${request.url()}`);
  });
  return { page, troubles, close: () => context.close() };
};

/** Puts a page into a window and a colour scheme. */
export const look = async (page, { colorScheme, width }) => {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
};

/** Gives what axe finds against WCAG 2.2 AA, a line each, with every fold opened. */
export const accessibility = async (page) => {
  await page.evaluate(() => document.querySelectorAll("main details").forEach((fold) => { fold.open = true; }));
  await page.evaluate(axe);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: tags, preload: false, resultTypes: ["violations"] }), standard);
  return result.violations.map(({ id, nodes }) =>
    `${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary?.replace(/\s+/g, " ").slice(0, 200)}`);
};

/** Tells by how many pixels a page is wider than its window. */
export const overhang = (page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
