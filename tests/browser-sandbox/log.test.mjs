// The log page: what comes in, masked; the clock; trouble; reset; hostile text.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { judge, openTab, startBrowser, widths } from "./browser.mjs";
import { Merchant, startSandbox } from "./sandbox.mjs";

let sandbox, browser;

before(async () => {
  sandbox = await startSandbox();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  sandbox?.stop();
});

const open = (options) => openTab(browser, `${sandbox.url}/_sandbox`, options);

// The log with one merchant chosen; its key's first four letters tell it.
async function openFor(merchant, options) {
  await merchant.call("GET", "/payment-series");
  const tab = await open(options);
  const option = tab.page.locator("#merchant option", { hasText: merchant.key.slice(0, 4) });
  await option.waitFor({ state: "attached" });
  await tab.page.getByLabel("Merchant", { exact: true }).selectOption(await option.getAttribute("value"));
  await tab.page.locator("#request-list li").first().waitFor();
  return tab;
}

const entry = (page, path) => page.locator("#request-list li", { hasText: path }).first();

test("an empty log says how to begin", async () => {
  const { page, done } = await open();
  await page.getByRole("heading", { name: "No request yet" }).waitFor();
  await page.getByText("A clock begins").waitFor();
  await judge(page, "log-empty");
  await done();
});

test("a request comes in by itself, without secrets and personal data", async () => {
  const merchant = new Merchant(sandbox.url, "1d0b5b4e-5d5f-4c0a-8c43-1f2e3d4c5b6a");
  const { page, done } = await open();
  const serie = await merchant.serie({ merchantMetadata: "order 7" });
  await merchant.checkoutToken();
  await merchant.call("POST", "/payment-series/", { consumer: "Ann Example", description: { name: "Ann Example" } });
  await merchant.call("GET", "/payment-series?customerAccountId=customer-of-ann");
  await page.locator("#request-list li").nth(3).waitFor();
  for (const summary of await page.locator("#request-list summary").all()) await summary.click();
  await page.getByRole("tab", { name: "Resources" }).click();
  for (const summary of await page.locator("#resource-list summary").all()) await summary.click();
  const text = await page.evaluate(() => document.documentElement.textContent);
  for (const secret of [merchant.key, "secret-password", "Ann", "ann@example.com", "Leopold", "customer-of-ann"]) {
    assert.ok(!text.includes(secret), `${secret} is shown`);
  }
  for (const shown of ["***", "order 7", serie]) assert.ok(text.includes(shown), `${shown} is not shown`);
  await judge(page, "log-resources");
  await done();
});

test("a refusal shows the row of the document that it breaks", async () => {
  const merchant = new Merchant(sandbox.url, "refused-merchant");
  const { page, done } = await openFor(merchant);
  await merchant.call("POST", "/payment-series/", { currencyIsoCode: "euro", surprise: 1 });
  await merchant.call("GET", "/nowhere");
  await fetch(`${sandbox.url}/payment-series`);
  const refused = page.locator("#request-list li", { hasText: "violations" }).first();
  await refused.locator("summary").click();
  const table = refused.getByRole("table", { name: "Violated rows" });
  const row = table.getByRole("row", { name: "currencyIsoCode" });
  assert.match(await row.textContent(), /Create Payment Serie.*revision/s);
  await page.getByText("Only refusals and failures").click();
  await judge(page, "log-refusal");
  for (const it of await page.locator("#request-list > li:visible .status").allTextContents()) {
    assert.match(it, /^4/);
  }
  await done();
});

test("the clock is moved by a day, to the next due and by months", async () => {
  const merchant = new Merchant(sandbox.url, "cloc-merchant");
  const subscription = await merchant.subscription();
  await merchant.call("POST", `/_sandbox/customer/${subscription}`, { choice: "approve" });
  const { page, done } = await openFor(merchant);
  const now = () => page.locator("#clocks time").first().getAttribute("datetime");
  assert.match(await now(), /^2030-01-01/);
  await page.getByRole("button", { name: "To the next due" }).click();
  await page.getByText("fell due on the way").waitFor();
  assert.match(await now(), /^2030-01-02/);
  const cycles = await merchant.call("GET", `/subscriptions/${subscription}/billing-cycles`);
  assert.equal(cycles.body.count, 1);
  await page.getByRole("button", { name: "Advance a day" }).click();
  await page.getByText("Nothing fell due").waitFor();
  assert.match(await now(), /^2030-01-03/);
  await page.getByRole("button", { name: "Advance", exact: true }).click();
  await page.locator("#clock-said li").first().waitFor();
  assert.match(await now(), /^2030-02-03/);
  await page.getByRole("tab", { name: /Resources/ }).click();
  const shown = page.locator("#resource-list li", { hasText: subscription }).first();
  await shown.locator("summary").click();
  assert.match(await shown.locator(".history").textContent(), /a payment option was stored/);
  assert.equal(await shown.getByRole("link", { name: "Take the customer's step" }).count(), 0);
  await judge(page, "log-clock");
  await done();
});

test("trouble makes the next call fail, once, for its merchant alone", async () => {
  const merchant = new Merchant(sandbox.url, "trou-merchant");
  const other = new Merchant(sandbox.url, "peaceful-merchant");
  const { page, done } = await openFor(merchant, { expected: /400 \(Bad Request\)/ });
  const make = async (fault) => {
    await page.getByLabel("What goes wrong").selectOption(fault);
    await page.getByLabel("Where").selectOption("List Payment Series");
    await page.getByRole("button", { name: "Make trouble" }).click();
  };
  const list = async (whose) => (await whose.call("GET", "/payment-series")).status;
  await make("503, not available");
  await page.locator("#rules").getByText("1 left").waitFor();
  assert.equal(await list(other), 200);
  assert.equal(await list(merchant), 503);
  assert.equal(await list(merchant), 200);
  await page.locator("#rules").getByText("used up").waitFor();
  await make("No answer, nothing happened");
  await page.locator("#rules li").nth(1).waitFor();
  assert.equal(await list(merchant), 0);
  await page.locator("#request-list").getByText("cut off").waitFor();
  await judge(page, "log-trouble");
  await make("503, not available");
  await page.locator("#rules li").nth(2).waitFor();
  await page.getByRole("button", { name: "Clear all trouble" }).click();
  await page.getByText("No trouble is set any more").waitFor();
  assert.equal(await list(merchant), 200);
  const ofAll = (method, rule) =>
    fetch(`${sandbox.url}/_sandbox/trouble`, { method, body: rule && JSON.stringify(rule) });
  await ofAll("POST", { endpoint: "List Subscription Plans", trouble: "status=503" });
  await page.getByRole("button", { name: "Clear all trouble" }).click();
  await page.getByText("What is set for all merchants stays").waitFor();
  await ofAll("DELETE");
  await page.getByLabel("What goes wrong").selectOption("In my own words…");
  await page.getByLabel("In words").fill("explode");
  await page.getByRole("button", { name: "Make trouble" }).click();
  await page.getByText("is no trouble; known are").waitFor();
  await done();
});

test("a reset of one merchant leaves the others alone", async () => {
  const merchant = new Merchant(sandbox.url, "gone-merchant");
  const other = new Merchant(sandbox.url, "stays-merchant");
  const [lost, kept] = [await merchant.serie(), await other.serie()];
  const { page, done } = await openFor(merchant, { expected: /404 \(Not Found\)/ });
  await page.getByRole("button", { name: "Reset…" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  assert.equal((await merchant.call("GET", `/payment-series/${lost}`)).status, 200);
  await page.getByRole("button", { name: "Reset…" }).click();
  await judge(page, "log-reset");
  await page.getByRole("button", { name: "Forget it" }).click();
  await page.waitForFunction(() => document.getElementById("merchant").value === "");
  assert.equal((await merchant.call("GET", `/payment-series/${lost}`)).status, 404);
  assert.equal((await other.call("GET", `/payment-series/${kept}`)).status, 200);
  await done();
});

test("hostile text is shown as text", async () => {
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>"\'`${7*7}';
  const merchant = new Merchant(sandbox.url, "<script>document.title=3</script>");
  await merchant.serie({ merchantMetadata: hostile, [hostile]: hostile, externalReference: hostile });
  await merchant.call("GET", `/payment-series/${encodeURIComponent(hostile)}?${encodeURIComponent(hostile)}=1`);
  await merchant.call("GET", `/${encodeURIComponent(hostile)}`);
  const { page, done } = await open();
  await page.locator("#request-list li").nth(2).waitFor();
  for (const summary of await page.locator("#request-list summary").all()) await summary.click();
  await page.getByText("merchantMetadata").first().waitFor();
  await page.getByRole("tab", { name: /Resources/ }).click();
  for (const summary of await page.locator("#resource-list summary").all()) await summary.click();
  assert.match(await page.locator("#resource-list").textContent(), /<img src=x onerror/);
  assert.equal(await page.title(), "Sandbox");
  assert.equal(await page.locator("img, main script").count(), 0);
  await done();
});

test("what is open stays open, and the keyboard where it is, while more comes in", async () => {
  const merchant = new Merchant(sandbox.url, "keys-merchant");
  const { page, done } = await openFor(merchant, { viewport: widths.phone });
  await page.getByRole("tab", { name: /Requests/ }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: /Resources/ }).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Home");
  const summary = entry(page, "/payment-series").locator("summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  const before = await page.locator("#request-list li").count();
  await merchant.serie();
  await page.locator("#request-list li").nth(before).waitFor();
  assert.equal(await page.locator("#request-list details[open]").count(), 1);
  assert.ok(await page.evaluate(() => document.activeElement.tagName === "SUMMARY"));
  await page.locator("#news", { hasText: /^1 new request$/ }).waitFor({ state: "attached" });
  await done();
});

test("a notification is shown with what came of it", async () => {
  const merchant = new Merchant(sandbox.url, "told-merchant");
  const told = createServer((_, answer) => answer.end());
  await new Promise((listening) => told.listen(0, "127.0.0.1", listening));
  const target = { url: `http://127.0.0.1:${told.address().port}/` };
  await merchant.call("PUT", `/_sandbox/notifications?merchant=${merchant.key}`, target);
  const serie = await merchant.serie();
  const { page, done } = await open();
  await page.getByRole("tab", { name: /Notifications/ }).click();
  const shown = page.locator("#notification-list li", { hasText: serie });
  await shown.getByText("delivered", { exact: true }).waitFor();
  await shown.locator("summary").click();
  await shown.getByText("1 attempt; the last:").waitFor();
  await judge(page, "log-notifications");
  await done();
  told.close();
});

test("a sandbox that is gone and comes back is told, and shown anew", async () => {
  let other = await startSandbox();
  const merchant = new Merchant(other.url, "back-merchant");
  await merchant.serie();
  await merchant.serie();
  const { page, done } = await openTab(browser, `${other.url}/_sandbox`, { expected: /Failed to load resource/ });
  await page.locator("#request-list li").nth(1).waitFor();
  await other.stop();
  await page.getByRole("alert").getByText("does not answer").waitFor();
  other = await startSandbox(new URL(other.url).port);
  await merchant.call("GET", "/plans/");
  await entry(page, "/plans/").waitFor();
  assert.equal(await page.locator("#request-list li").count(), 1);
  await page.locator("#trouble-here").waitFor({ state: "hidden" });
  await done();
  await other.stop();
});
