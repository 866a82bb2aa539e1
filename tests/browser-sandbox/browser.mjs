// Chromium, watched: a page that goes wrong, or asks for anything but the sandbox, fails its test.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const widths = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

// A tab at an address. `wrong` collects what went wrong in it; `expected` is what may be said on
// the console as an error.
export async function openTab(browser, url, { expected = /^$/, origins = [], ...options } = {}) {
  const context = await browser.newContext({ viewport: widths.desk, ...options });
  const page = await context.newPage();
  const wrong = [];
  const known = [new URL(url).origin, ...origins];
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (!known.includes(asked.origin) && asked.protocol !== "data:") wrong.push(`asks for ${asked}`);
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) wrong.push(message.text());
  });
  page.setDefaultTimeout(10_000);
  await page.goto(url);
  const done = async () => {
    await context.close();
    assert.deepEqual(wrong, []);
  };
  return { page, done };
}

// Has axe-core judge the page at both widths, light and dark; nothing may stand out at the side.
export async function judge(page, name) {
  await page.evaluate(axe);
  for (const [width, viewport] of Object.entries(widths)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(() => window.axe.run({ preload: false }));
      const told = violations.map((it) =>
        `${it.id}: ${it.help}: ${it.nodes.slice(0, 3).map((node) => node.html).join(" ")}`);
      assert.deepEqual(told, [], `${name}, ${width}, ${colorScheme}`);
      const over = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(over, 0, `${name} is wider than a ${width}`);
      await screenshot(page, `${name}-${width}-${colorScheme}`);
    }
  }
}

async function screenshot(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
