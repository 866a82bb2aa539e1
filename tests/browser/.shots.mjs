import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
const root = resolve("reference");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu"] });
const want = process.argv.slice(2);
const pages = { index: "index.html", create: "payment_series/create.html", journey: "journeys/subscription_process_flow.html", coverage: "coverage.html", widget: "web_sdk/widget.html", requests: "requests.html", notification: "notifications/notification.html", get: "transactions/get.html" };
for (const w of want) {
  const [name, width, scheme, mode, anchor] = w.split(":");
  const c = await browser.newContext({ viewport: { width: +width, height: +width < 500 ? 844 : 860 }, colorScheme: scheme });
  const p = await c.newPage();
  await p.goto(pathToFileURL(join(root, pages[name])).href + (anchor ? "#" + anchor : ""));
  if (mode === "search") { await p.keyboard.press("/"); await p.keyboard.type("billing"); await p.locator("[role=option]").first().waitFor(); }
  if (mode === "pdf") await p.pdf({ path: `/tmp/shots/${name}.pdf`, format: "A4" });
  else await p.screenshot({ path: `/tmp/shots/${name}-${width}-${scheme}-${mode ?? "top"}${anchor ? "-a" : ""}.png`, fullPage: mode === "full" });
  await c.close();
}
await browser.close();
