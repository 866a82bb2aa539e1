// What the pages share. Text from outside only ever becomes text nodes.

// An element with attributes and children; a function as an attribute listens to that event.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((it) => it !== null && it !== undefined && it !== false));
  return made;
}

// A number with the digits that were sent: 7.300 is not 7.3 to the reader of a payment.
class Digits {
  constructor(text) {
    this.text = text;
  }
  toString() {
    return this.text;
  }
}

function keepDigits(_key, value, context) {
  return typeof value === "number" ? new Digits(context?.source ?? String(value)) : value;
}

// The sandbox was stopped, or is not started again yet.
export class Gone extends Error {}

// Asks the sandbox; what goes wrong is thrown in words.
export async function ask(path, method = "GET", body) {
  let response;
  try {
    response = await fetch(`/_sandbox/${path}`, { method, body: body && JSON.stringify(body) });
  } catch {
    throw new Gone("The sandbox does not answer. Is it still running?");
  }
  const answer = JSON.parse(await response.text(), keepDigits);
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

function coloured(kind, text) {
  return element("span", { class: kind }, text);
}

function* pieces(value, indent) {
  const list = Array.isArray(value);
  if (value === null || typeof value === "boolean") yield coloured("word", String(value));
  else if (value instanceof Digits) yield coloured("number", value.text);
  else if (typeof value === "string") yield coloured("text", JSON.stringify(value));
  else if (Object.keys(value).length === 0) yield list ? "[]" : "{}";
  else {
    const inner = `${indent}  `;
    let before = list ? "[\n" : "{\n";
    for (const [key, item] of Object.entries(value)) {
      yield before + inner;
      if (!list) yield coloured("key", JSON.stringify(key));
      if (!list) yield ": ";
      yield* pieces(item, inner);
      before = ",\n";
    }
    yield `\n${indent}${list ? "]" : "}"}`;
  }
}

// A panel with JSON to read.
export function jsonPanel(caption, value) {
  const code = element("code", {}, ...pieces(value, ""));
  const pre = element("pre", { tabindex: "0", role: "group", "aria-label": caption }, code);
  return element("figure", { class: "panel" }, element("figcaption", {}, caption), pre);
}

// Words in which names stand between backticks.
export function words(text) {
  return text.split("`").map((part, at) => (at % 2 === 1 ? element("code", {}, part) : part));
}

// `2030-01-01T00:00:00.001Z` as people read it.
export function time(text) {
  const shown = text.replace("T", " ").replace(/\.\d+/, "").replace("Z", " UTC");
  return element("time", { datetime: text, title: text }, shown);
}

export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}
