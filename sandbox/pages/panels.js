// The panels of the log page: clock, trouble, reset, resources, notifications. They and log.js call
// each other, once both are there.

import { ask, count, element, jsonPanel, time, words } from "./page.js";
import { again, attempt, call, merchant, refresh } from "./log.js";

const byId = (id) => document.getElementById(id);

const FAULTS = [
  ["status=503", "503, not available"],
  ["status=500", "500, an error"],
  ["status=429; retry-after=2", "429, come back in 2 seconds"],
  ["drop=before", "No answer, nothing happened"],
  ["drop=after", "No answer, yet it happened"],
  ["status=500; when=after", "500, yet it happened"],
  ["delay=3000", "The answer takes 3 seconds"],
  ["slow=100", "The answer trickles"],
  ["cut=20", "The answer ends after 20 bytes"],
  ["empty", "The answer is empty"],
  ["garbage", "The answer is no JSON"],
  ["declined", "A charge is declined"],
  ["error", "A charge ends in an error"],
  ["", "In my own words…"],
];

// A list whose entries stay the same elements while what they show is the same, so that nothing
// that is open closes, and the keyboard stays where it is.
class Kept {
  constructor(id, keyOf, make) {
    Object.assign(this, { list: byId(id), keyOf, make, entries: new Map() });
  }
  show(items) {
    const before = [...this.list.children];
    const entries = new Map();
    for (const item of items) {
      const [key, text] = [this.keyOf(item), JSON.stringify(item)];
      const old = this.entries.get(key);
      const node = old?.text === text ? old.node : this.make(item);
      if (old?.node.querySelector("details")?.open) node.querySelector("details").open = true;
      entries.set(key, { text, node });
    }
    this.entries = entries;
    const nodes = [...entries.values()].map((it) => it.node);
    if (nodes.length === before.length && nodes.every((it, at) => it === before[at])) return;
    const focused = document.activeElement;
    this.list.replaceChildren(...nodes);
    if (this.list.contains(focused)) focused.focus({ preventScroll: true });
  }
}

function resourceEntry(it) {
  const [, status] = Object.entries(it.value ?? {})
    .find(([name, value]) => /status$/i.test(name) && typeof value === "string") ?? [];
  const badge = (kind, text) => element("span", { class: `badge ${kind}` }, text);
  const summary = element("summary", {},
    element("span", { class: "kind" }, it.kind),
    element("span", { class: "path" }, element("code", {}, it.key)),
    element("span", { class: "badges" },
      it.deleted && badge("bad", "deleted"),
      status && badge("", status),
      it.option && badge(it.option.declines ? "warn" : "good", it.option.declines ? "declines" : "can be charged")));
  const isOpen = it.widget && (!it.option || it.option.declines);
  const step = isOpen && element("p", {},
    element("a", { href: `/_sandbox/widget/${encodeURIComponent(it.key)}` }, "Take the customer's step"));
  const whose = merchant() === "" && element("p", { class: "quiet" }, `Merchant ${it.merchant}`);
  const steps = it.history.map((past) => element("li", {}, time(past.at), " ", past.what));
  const history = element("section", { class: "history" }, element("h2", {}, "History"), element("ol", {}, steps));
  const due = it.due && element("p", {}, "Due next: ", time(it.due));
  return element("li", {}, element("details", {}, summary, element("div", { class: "inside" }, whose, step, due,
    element("div", { class: "pair" }, history, jsonPanel("Now", it.value)))));
}

function notificationEntry(it) {
  const [kind, word] = it.delivered ? ["good", "delivered"] : ["warn", "not delivered"];
  const summary = element("summary", {},
    element("span", { class: "kind" }, String(it.payload?.eventType ?? "notification")),
    element("span", { class: "path" }, element("code", {}, String(it.payload?.objectId ?? ""))),
    element("span", { class: "badges" }, element("span", { class: `badge ${kind}` }, word)));
  const last = element("p", {}, `${count(Number(it.attempts), "attempt", "attempts")}; the last: ${it.last}`);
  return element("li", {}, element("details", {}, summary,
    element("div", { class: "inside" }, last, jsonPanel("Payload", it.payload))));
}

const lists = {
  resources: new Kept("resource-list", (it) => `${it.merchant} ${it.kind} ${it.key}`, resourceEntry),
  notifications: new Kept("notification-list", (it) => JSON.stringify(it.payload), notificationEntry),
};

function show(name, items) {
  lists[name].show(items);
  byId(`many-${name}`).textContent = String(items.length);
  byId(`no-${name}`).hidden = items.length > 0;
}

export const resources = (items) => show("resources", items);
export const notifications = (items) => show("notifications", items.toReversed());

// The choice of merchants.
export function merchants(all) {
  const select = byId("merchant");
  const wanted = ["", ...all.map((it) => it.handle)];
  if (wanted.join() === [...select.options].map((it) => it.value).join()) return;
  const chosen = select.value;
  const option = (it) => element("option", { value: it.handle }, `${it.merchant} (${it.handle.slice(1)})`);
  select.replaceChildren(element("option", { value: "" }, "All"), ...all.map(option));
  if (wanted.includes(chosen)) select.value = chosen;
}

export function clocks(all) {
  const place = byId("clocks");
  const line = (it) => element("p", { class: "clock" },
    all.length > 1 && element("small", {}, it.merchant),
    time(it.now),
    element("small", {}, it.due ? ["next due ", time(it.due.at), ` (${it.due.kind})`] : "nothing falls due"));
  if (all.length === 0) {
    place.replaceChildren(element("p", { class: "quiet" }, "A clock begins with a merchant's first request."));
  } else if (all.length > 5) {
    const text = `${all.length} merchants, each with a clock of its own. Choose one to see it.`;
    place.replaceChildren(element("p", { class: "quiet" }, text));
  } else {
    place.replaceChildren(...all.map(line));
  }
  byId("advance-due").disabled = all.length !== 1 || !all[0].due;
  byId("advance-due").title = all.length > 1 ? "Choose a merchant first" : "";
  for (const button of document.querySelectorAll("#advance-day, #advance button")) button.disabled = all.length === 0;
  byId("reset-means").textContent = merchant()
    ? "Resources, requests, clock and trouble of the chosen merchant."
    : "Resources, requests, clocks and trouble of all merchants.";
}

async function advance(order) {
  const moved = await call("clock", "POST", order);
  await refresh();
  const billed = moved.flatMap((it) => it.billed);
  const lines = billed.slice(0, 20).map((it) => element("li", {}, time(it.at), ` ${it.kind} `, element("code", {}, it.id)));
  const many = billed.length === 0 ? "Nothing fell due on the way." : `${count(billed.length, "thing", "things")} fell due on the way:`;
  const part = moved.some((it) => it.partial) && "There is more to do: the clock was stopped on its way.";
  byId("clock-said").replaceChildren(element("p", {}, many), element("ul", {}, lines), part || "");
}

export function rules(all) {
  const times = (it) => it.left === null ? "" : Number(it.left) === 0 ? "used up" : `${it.left} left`;
  const place = (it) => it.endpoint === null ? "every endpoint" : it.endpoint === "billing" ? "charges that fall due" : it.endpoint;
  const item = (it) => element("li", { "data-over": it.left !== null && Number(it.left) === 0 },
    element("code", {}, it.trouble),
    element("small", {}, [place(it), it.merchant && `merchant ${it.merchant}`, times(it)].filter(Boolean).join(" · ")));
  byId("rules").replaceChildren(...all.map(item));
  byId("clear-trouble").hidden = all.length === 0;
}

async function makeTrouble() {
  const words = byId("fault").value || byId("words").value;
  const times = byId("times").value;
  const trouble = times ? `${words}; times=${times}` : words;
  const endpoint = byId("endpoint").value || null;
  rules(await call("trouble", "POST", { endpoint, trouble }));
  const whose = merchant() || times === "" ? "" : ", for each merchant";
  byId("trouble-said").textContent = `Set: ${trouble}${whose}.`;
}

async function reset() {
  await call("reset", "POST");
  byId("merchant").value = "";
  await again();
}

function askWhetherSure() {
  const dialog = byId("sure");
  byId("sure-means").textContent = byId("reset-means").textContent;
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "yes") attempt(reset);
  }, { once: true });
  dialog.showModal();
}

// Says beside the button what is wrong with an order.
function order(said, action) {
  return (event) => {
    event?.preventDefault();
    attempt(() => action(event).catch((error) => {
      byId(said).replaceChildren(element("p", { class: "alert" }, words(error.message)));
    }));
  };
}

export function start() {
  byId("fault").append(...FAULTS.map(([value, text]) => element("option", { value }, text)));
  byId("fault").addEventListener("change", () => {
    const own = byId("fault").value === "";
    byId("own-words").hidden = !own;
    byId("words").required = own;
  });
  const option = (it) => element("option", { value: it.name }, it.name);
  attempt(async () => byId("endpoint").append(...(await ask("endpoints")).map(option)));
  byId("advance-day").addEventListener("click", order("clock-said", () => advance({ advance: "P1D" })));
  byId("advance-due").addEventListener("click", order("clock-said", () => advance({ to: "due" })));
  byId("advance").addEventListener("submit", order("clock-said", () =>
    advance({ advance: byId("advance-unit").value.replace("_", byId("advance-number").value) })));
  byId("trouble").addEventListener("submit", order("trouble-said", makeTrouble));
  byId("clear-trouble").addEventListener("click", order("trouble-said", async () => {
    await call("trouble", "DELETE");
    await refresh();
    const rest = byId("rules").children.length;
    byId("trouble-said").textContent = rest === 0
      ? "No trouble is set any more."
      : "Cleared for the chosen merchant. What is set for all merchants stays: choose All to clear it.";
  }));
  byId("reset").addEventListener("click", askWhetherSure);
}
