// The log page: asks every second for what is new, and shows it.

import { Gone, ask, count, element, jsonPanel, time, words } from "./page.js";
import { clocks, notifications, resources, rules, start, merchants } from "./panels.js";

const byId = (id) => document.getElementById(id);
const list = byId("request-list");
const MOST = 1000;
let after = 0;
let paused = false;
let turn = 0;
let gone = false;

export const merchant = () => byId("merchant").value;

// An admin call for the chosen merchant.
export function call(path, method, body, parameters = {}) {
  const query = new URLSearchParams(parameters);
  if (merchant()) query.set("merchant", merchant());
  return ask(`${path}?${query}`, method, body);
}

// What stands for "failed": no answer at all, or a status that says so.
const failed = (it) => it.status === null || Number(it.status) >= 400;

function badges(it) {
  const badge = (kind, text) => element("span", { class: `badge ${kind}` }, text);
  const broken = it.violations?.length ?? 0;
  return [
    broken > 0 && badge("bad", count(broken, "violation", "violations")),
    it.trouble && badge("warn", "trouble on purpose"),
    it.replayed && badge("", "answered before"),
    it.ignored.length > 0 && badge("", `${it.ignored.length} ignored`),
  ];
}

function statusPill(status) {
  if (status === null) return element("span", { class: "status s5" }, "cut off");
  return element("span", { class: `status s${String(status)[0]}` }, String(status));
}

function violationRow(it) {
  const where = it.address
    ? element("a", { href: it.address, rel: "noreferrer" }, it.document)
    : it.document ?? "on no page";
  const cell = (label, ...content) => element("td", { "data-label": label }, ...content);
  return element("tr", {},
    element("th", { scope: "row" }, element("code", {}, it.row)),
    cell("What is wrong", ...words(it.text)),
    cell("Document", where, it.revision && element("small", {}, `revision ${it.revision}`)),
    cell("Place", element("code", {}, it.pointer || "–")));
}

function violationTable(violations) {
  const heads = ["Row", "What is wrong", "Document", "Place"];
  const head = element("tr", {}, heads.map((it) => element("th", { scope: "col" }, it)));
  return element("div", { class: "rows" }, element("table", {},
    element("caption", {}, "Violated rows"),
    element("thead", {}, head),
    element("tbody", {}, violations.map(violationRow))));
}

const isThere = (value) => value !== null && (typeof value !== "object" || Object.keys(value).length > 0);

// What an opened entry shows; it is made when it is first opened.
function details(it) {
  const query = it.query && element("p", { class: "query" }, element("code", {}, `?${it.query}`));
  const sent = isThere(it.body) ? jsonPanel("Request", it.body)
    : element("p", { class: "quiet" }, "No body was sent, or none that is JSON.");
  const answer = isThere(it.answer) ? jsonPanel("Answer", it.answer)
    : element("p", { class: "quiet" }, it.status === null ? "No answer was sent." : "The answer has no content.");
  const ignored = it.ignored.length > 0
    && element("p", {}, "Ignored, since no row describes it: ", element("code", {}, it.ignored.join(", ")));
  const merchantLine = element("p", { class: "quiet" },
    it.merchant ? `Merchant ${it.merchant}, ` : "Without a merchant's credentials, ",
    time(it.at), `, answered in ${(Number(it.micros) / 1000).toFixed(1)} ms`);
  const trouble = it.trouble && element("p", {}, "Done on purpose: ", element("code", {}, it.trouble));
  return element("div", { class: "inside" }, merchantLine, query, trouble,
    it.violations?.length > 0 && violationTable(it.violations), ignored,
    element("div", { class: "pair" }, sent, answer));
}

function entry(it) {
  const summary = element("summary", {},
    statusPill(it.status),
    element("span", { class: `method ${it.method.toLowerCase()}` }, it.method),
    element("span", { class: "path" }, element("code", {}, it.path),
      element("small", {}, it.endpoint ?? "no documented endpoint")),
    element("span", { class: "badges" }, badges(it)),
    time(it.at));
  const box = element("details", { toggle: () => box.children.length === 1 && box.append(details(it)) }, summary);
  return element("li", { "data-failed": failed(it) }, box);
}

function showRequests(fresh) {
  for (const it of fresh) {
    list.prepend(entry(it));
    after = Number(it.number);
  }
  while (list.children.length > MOST) list.lastElementChild.remove();
  if (fresh.length > 0) {
    const refused = fresh.filter(failed).length;
    const more = refused > 0 ? `, ${refused} of them refused or failed` : "";
    byId("news").textContent = count(fresh.length, "new request", "new requests") + more;
  }
  filter();
}

function filter() {
  const only = byId("failed-only").checked;
  list.classList.toggle("failed-only", only);
  const all = list.children.length;
  const bad = list.querySelectorAll("[data-failed]").length;
  byId("many-requests").textContent = String(all);
  byId("no-requests").hidden = all > 0;
  byId("no-failures").hidden = !only || all === 0 || bad > 0;
}

// Everything that an order or a request may have changed.
export async function refresh() {
  const paths = ["clock", "trouble", "resources", "notifications"];
  const [clock, rule, things, told] = await Promise.all(paths.map((path) => call(path)));
  clocks(clock);
  rules(rule);
  resources(things);
  notifications(told);
}

async function look() {
  if (gone) begin();
  const mine = turn;
  const [fresh, all] = await Promise.all([call("log", "GET", undefined, { after }), ask("clock")]);
  if (mine !== turn) return; // Another merchant was chosen meanwhile.
  merchants(all);
  showRequests(fresh);
  await refresh();
}

function begin() {
  turn += 1;
  after = 0;
  list.replaceChildren();
}

// Begins anew, for another merchant or after a reset.
export async function again() {
  begin();
  await attempt(look);
}

// Does something, and tells where it failed.
export async function attempt(action) {
  const box = byId("trouble-here");
  try {
    await action();
    box.hidden = true;
    gone = false;
  } catch (error) {
    // When it is back it has other requests, which are numbered anew.
    gone = error instanceof Gone;
    if (merchant() && error.message.includes("no such merchant")) {
      byId("merchant").value = "";
      return again();
    }
    box.textContent = error.message;
    box.hidden = false;
  }
}

function tabs() {
  const all = [...document.querySelectorAll("[role=tab]")];
  const choose = (tab) => {
    for (const it of all) {
      const chosen = it === tab;
      it.setAttribute("aria-selected", String(chosen));
      it.tabIndex = chosen ? 0 : -1;
      byId(it.getAttribute("aria-controls")).hidden = !chosen;
    }
  };
  all.forEach((tab, at) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const other = all[(to + all.length) % all.length];
      choose(other);
      other.focus();
    });
  });
}

byId("first-request").textContent =
  `curl -i -u my-key:my-password -H 'X-API-KEY: my-key' \\\n  ${location.origin}/payment-series`;
byId("set-target").textContent = `curl -X PUT '${location.origin}/_sandbox/notifications?merchant=my-key' \\
  -d '{"url": "http://127.0.0.1:9000/"}'`;
byId("failed-only").addEventListener("change", filter);
byId("merchant").addEventListener("change", again);
byId("pause").addEventListener("click", (event) => {
  paused = !paused;
  event.target.setAttribute("aria-pressed", String(paused));
});
tabs();
start();

async function forever() {
  if (!paused && !document.hidden) await attempt(look);
  setTimeout(forever, 1000);
}
forever();
