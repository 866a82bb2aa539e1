// The customer's step, on the sandbox's own page and on a merchant's.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { judge, openTab, startBrowser } from "./browser.mjs";
import { Merchant, startSandbox } from "./sandbox.mjs";

let sandbox, browser, merchant;

before(async () => {
  sandbox = await startSandbox();
  browser = await startBrowser();
  merchant = new Merchant(sandbox.url, "73afeb44-432e-4b91-be37-a6b3d2fb7447");
});
after(async () => {
  await browser?.close();
  sandbox?.stop();
});

const open = (id, options) => openTab(browser, `${sandbox.url}/_sandbox/widget/${encodeURIComponent(id)}`, options);
const store = (page) => page.getByRole("button", { name: "Store payment option" }).click();
const told = async (page) => JSON.parse(await page.locator("#told pre").textContent());

// Takes the step with an option, and gives what the callback was told.
async function step(id, option, name) {
  const { page, done } = await open(id);
  await page.getByRole("radio").first().waitFor();
  await page.getByText("Stand-in for the Subscription Widget").waitFor();
  if (name) await judge(page, `${name}-open`);
  if (option) await page.getByRole("radio", { name: option }).check();
  await store(page);
  const outcome = await told(page);
  if (name) await judge(page, `${name}-done`);
  await done();
  return outcome;
}

test("a payment serie can be charged once the customer has stored an option", async () => {
  const serie = await merchant.serie();
  assert.equal((await merchant.charge(serie)).status, 400);
  const outcome = await step(serie, undefined, "widget-serie");
  assert.equal(outcome.status, "success");
  const { body: shown } = await merchant.call("GET", `/payment-series/${serie}`);
  const stored = shown.billingAgreement.storedPaymentOptionReference;
  assert.equal(stored, outcome.storedPaymentOptionReference);
  const { status, body: transaction } = await merchant.charge(serie);
  assert.deepEqual([status, transaction.paymentStatus], [201, "captured"]);
});

test("a subscription becomes active, and is charged when it falls due", async () => {
  const subscription = await merchant.subscription();
  assert.equal((await step(subscription)).status, "success");
  const { body: shown } = await merchant.call("GET", `/subscriptions/${subscription}`);
  assert.equal(shown.status, "active");
  await merchant.call("POST", `/_sandbox/clock?merchant=${merchant.key}`, { to: "due" });
  const { body: cycles } = await merchant.call("GET", `/subscriptions/${subscription}/billing-cycles`);
  assert.deepEqual(cycles.data.map((it) => it.status), ["Captured"]);
});

test("a checkout is opened with its token", async () => {
  const token = await merchant.checkoutToken();
  assert.equal((await step(token)).status, "success");
  const again = await merchant.call("GET", `/_sandbox/customer/${token}`);
  assert.equal(again.body.done, true);
});

test("an option that declines is stored, declines, and can be replaced", async () => {
  const serie = await merchant.serie();
  assert.equal((await step(serie, /400000/)).status, "success");
  assert.equal((await merchant.charge(serie)).body.paymentStatus, "declined");
  assert.equal((await step(serie, /520000/)).status, "success");
  assert.equal((await merchant.charge(serie)).body.paymentStatus, "captured");
});

test("a card that is not authenticated stores nothing, and another may be tried", async () => {
  const serie = await merchant.serie();
  const { page, done } = await open(serie);
  await page.getByRole("radio", { name: /not authenticated/ }).check();
  await store(page);
  assert.deepEqual(await told(page), { status: "failure" });
  assert.equal((await merchant.charge(serie)).status, 400);
  await page.getByRole("radio", { name: /520000/ }).check();
  await store(page);
  await page.getByText("The payment option 520000****0072 is stored.").waitFor();
  assert.equal((await told(page)).status, "success");
  await done();
});

test("a customer who closes the widget stores nothing", async () => {
  const serie = await merchant.serie();
  const { page, done } = await open(serie);
  await page.getByRole("button", { name: "Cancel" }).click();
  assert.deepEqual(await told(page), { status: "cancelled" });
  assert.equal((await merchant.charge(serie)).status, 400);
  await done();
});

test("the step is taken by keyboard alone", async () => {
  const serie = await merchant.serie();
  const { page, done } = await open(serie);
  await page.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal((await told(page)).status, "success");
  assert.equal((await merchant.charge(serie)).body.paymentStatus, "declined");
  await done();
});

test("an unknown id and a step that was taken are refused in words", async () => {
  const expected = /404/;
  const unknown = await open('<img src=x onerror="document.title=\'run\'">', { expected });
  await unknown.page.getByRole("alert").getByText("nothing that waits for a customer has this id").waitFor();
  assert.notEqual(await unknown.page.title(), "run");
  await judge(unknown.page, "widget-unknown");
  await unknown.done();
  const serie = await merchant.serie();
  await step(serie);
  const taken = await open(serie, { expected });
  await taken.page.getByRole("alert").getByText("stored already").waitFor();
  await taken.done();
});

test("without an id the page asks for one", async () => {
  const serie = await merchant.serie();
  const { page, done } = await openTab(browser, `${sandbox.url}/_sandbox/widget`);
  await judge(page, "widget-no-id");
  await page.getByLabel("Id or checkout token").fill(serie);
  await page.keyboard.press("Enter");
  await page.getByRole("radio").first().waitFor();
  await done();
});

// A merchant's page, of another origin, with the options as the documents have them.
async function shop(options) {
  const html = `<!doctype html><title>Shop</title><div id="root"></div><div id="pay"></div>
    <script src="${sandbox.url}/_sandbox/sdk.js"></script>
    <script>
      try {
        window.SmartPaySubscriptionsSdk.renderWidget({ ...${JSON.stringify(options)},
          callback: (outcome) => { document.title = outcome.status; } });
      } catch (error) { document.title = error.message; }
    </script>`;
  const server = createServer((_, answer) => {
    answer.setHeader("Content-Type", "text/html; charset=utf-8");
    answer.end(html);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const expected = /favicon|404 \(Not Found\)/;
  const tab = await openTab(browser, url, { origins: [sandbox.url], expected });
  return { page: tab.page, done: () => tab.done().finally(() => server.close()) };
}

test("a merchant's own page embeds the script and is told the outcome", async () => {
  const objectId = await merchant.serie();
  const { page, done } = await shop({ containerId: "root", submitButtonContainerId: "pay", objectId });
  await store(page);
  await page.waitForFunction(() => document.title === "success");
  assert.equal((await merchant.charge(objectId)).status, 201);
  await done();
});

test("a wrong call of renderWidget says all that is wrong", async () => {
  const { page, done } = await shop({ containerId: "nowhere" });
  const title = await page.title();
  for (const part of ['no element with the id "nowhere"', "submitButtonContainerId is missing", "objectId is missing"]) {
    assert.ok(title.includes(part), title);
  }
  await done();
});
