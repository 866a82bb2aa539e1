// Opens every page of a reference as a file, in headless Chromium, at the width of a phone and of
// a desk, light and dark, and lets axe-core judge it. Then it uses the search by keyboard alone.
//
//     node check.mjs <reference folder> [--screenshots <folder>]
//
// `run` beside this file installs what it needs and says when it cannot.

import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [folder, ...options] = process.argv.slice(2);
const at = options.indexOf("--screenshots");
const screenshots = at >= 0 ? options[at + 1] : undefined;
const root = resolve(folder);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = readdirSync(root, { recursive: true })
  .filter((path) => path.endsWith(".html"))
  .sort();
if (pages.length === 0) throw new Error(`${folder} holds no page`);

const widths = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 860 } };
const wrong = [];
const report = (page, where, what) => wrong.push(`${page} (${where}): ${what}`);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// A tab that reports whatever is asked of the network, or goes wrong in a script.
async function tab(options, where) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const name = () => relative(root, decodeURI(new URL(page.url()).pathname));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) report(name(), where, `asks for ${request.url()}`);
  });
  page.on("requestfailed", (request) => report(name(), where, `lacks ${request.url()}`));
  page.on("pageerror", (error) => report(name(), where, error.message));
  page.on("console", (message) => {
    if (message.type() === "error") report(name(), where, message.text());
  });
  return page;
}

async function judge(page, path, width, colorScheme) {
  const where = `${width}, ${colorScheme}`;
  // Light and dark differ in their colours alone.
  const rules = colorScheme === "dark" ? { runOnly: ["color-contrast", "link-in-text-block"] } : {};
  const { violations } = await page.evaluate((it) => window.axe.run(it), { preload: false, ...rules });
  for (const { id, help, nodes } of violations) {
    report(path, where, `${id}: ${help}: ${nodes.slice(0, 3).map((it) => it.html).join(" ")}`);
  }
  const over = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) report(path, where, `is ${over} px wider than the screen`);
  if (!screenshots) return;
  mkdirSync(screenshots, { recursive: true });
  const name = `${path.replaceAll("/", "-").replace(".html", "")}-${width}-${colorScheme}.png`;
  await page.screenshot({ path: join(screenshots, name), fullPage: options.includes("--full") });
}

let judged = 0;
{
  const page = await tab({ viewport: widths.desk }, "page");
  for (const path of pages) {
    await page.goto(pathToFileURL(join(root, path)).href);
    await page.evaluate(axe);
    for (const [width, viewport] of Object.entries(widths)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await judge(page, path, width, colorScheme);
        judged += 1;
      }
    }
  }
  await page.context().close();
}

// The search, by keyboard alone: from `/` to the row that was looked for.
{
  const where = "search";
  const page = await tab({ viewport: widths.desk }, where);
  await page.goto(pathToFileURL(join(root, "index.html")).href);
  await page.keyboard.press("/");
  const index = await page.evaluate(() => new Promise((found) => {
    const wait = () => (window.searchIndex ? found(window.searchIndex) : setTimeout(wait, 10));
    wait();
  }));
  const [name, what, place] = index.findLast((entry) => entry[2].includes("#"));
  await page.keyboard.type(`${name} ${what}`);
  await page.locator("[role=option]").first().waitFor();
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run({ preload: false }));
  for (const { id, help } of violations) report("index.html", where, `${id}: ${help}`);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.hash !== "");
  if (!page.url().endsWith(place)) report("index.html", where, `leads to ${page.url()}, not ${place}`);
  await page.context().close();
}

// Without scripts everything but the search is there.
{
  const where = "without scripts";
  const page = await tab({ viewport: widths.phone, javaScriptEnabled: false }, where);
  await page.goto(pathToFileURL(join(root, "index.html")).href);
  if (await page.locator(".search").isVisible()) report("index.html", where, "shows a dead search");
  if (!(await page.locator("nav a").first().isVisible())) report("index.html", where, "hides its pages");
  await page.context().close();
}

if (screenshots) {
  const page = await tab({ viewport: widths.desk }, "print");
  const longest = pages.find((it) => it.includes("create")) ?? pages[0];
  await page.goto(pathToFileURL(join(root, longest)).href);
  await page.pdf({ path: join(screenshots, "print.pdf"), format: "A4" });
}
await browser.close();

if (wrong.length > 0) {
  console.error(`${wrong.join("\n")}\n\n${wrong.length} wrong in ${folder}`);
  process.exit(1);
}
console.log(`${folder}: ${pages.length} pages, ${judged} judged by axe-core, no violation`);
