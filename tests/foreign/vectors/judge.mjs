// Judges test vectors by the exported schemas, and their paths and queries by the parameters of the
// OpenAPI document: `node judge.mjs <vectors> <openapi>`. Exits with 1 where a verdict is not the
// expected one and has no name below, and where a case has nothing that could be judged.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";

const [vectors, schemas] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

const writtenOut = (value) => {
  if (Array.isArray(value)) return value.map(writtenOut);
  if (value === null || typeof value !== "object") return value;
  if ("$repeat" in value) {
    const unit = [...value.$repeat];
    return Array.from({ length: value.characters }, (_, at) => unit[at % unit.length]).join("");
  }
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, writtenOut(it)]));
};

const holder = (parts, pointer) => {
  const steps = pointer.split("/").slice(1);
  const names = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = names.pop();
  return [names.reduce((place, name) => place[name], parts), last];
};

const applied = (base, change) => {
  const parts = structuredClone(base);
  for (const [pointer, value] of Object.entries(change.set ?? {})) {
    const [place, key] = holder(parts, pointer);
    place[key] = writtenOut(value);
  }
  for (const pointer of change.remove ?? []) {
    const [place, key] = holder(parts, pointer);
    delete place[key];
  }
  return parts;
};

// The name of a difference that is this language's own.
const namedDifference = (change) => {
  const numbers = Object.values(change.set ?? {}).filter((it) => typeof it === "number");
  return numbers.some((it) => Math.abs(it) >= 2 ** 53 || String(it).length > 15)
    ? "a number of more digits than a float holds is rounded (JavaScript)"
    : undefined;
};

// The key `x-precision`: "18.2" is 18 digits in all, 2 of them after the point, by value.
const precision = (most, number) => {
  const [digits, scale] = most.split(".").map(Number);
  const [whole, fraction = ""] = String(Math.abs(number)).split(".");
  return fraction.length <= scale && whole.replace(/^0/, "").length + fraction.length <= digits;
};

// The formats' names are annotations.
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addKeyword({ keyword: "x-precision", type: "number", validate: precision });
const document = read(join(schemas, "openapi.json"));
const shape = (path) => path.replaceAll(/{[^}]*}/g, "{}");
const namesIn = (path) => [...path.matchAll(/{([^}]*)}/g)].map((it) => it[1]);

// What judges the path or the query of a call. Of paths that differ in names alone the document has one,
// so that a parameter of the path is told by where it stands.
const parameters = (call, part) => {
  const found = Object.entries(document.paths).find(([path]) => shape(path) === shape(call.path));
  const [path, item] = found;
  const own = item[call.method.toLowerCase()].parameters.filter((it) => it.in === part);
  const rows = own.map(({ name, required, schema }) => {
    const judge = ajv.compile({ ...schema, components: document.components });
    const row = part === "path" ? namesIn(call.path)[namesIn(path).indexOf(name)] : name;
    return { row, judge: (value) => (value === undefined ? !required : judge(value)) };
  });
  return (values) => rows.every(({ row, judge }) => judge(values[row]));
};

const cases = { body: 0, path: 0, query: 0 };
const differences = new Map();
const wrong = [];
for (const name of readdirSync(vectors).filter((it) => it.endsWith(".json")).sort()) {
  const file = read(join(vectors, name));
  const judges = Object.keys(file.base).map((part) => {
    if (part === "body") return [part, ajv.compile(read(join(schemas, file.schema)))];
    return [part, parameters(file.call, part)];
  });
  if (!judges.length) wrong.push(`${name}: nothing to judge`);
  for (const change of file.cases) {
    for (const [part, judge] of judges) {
      const expected = !change.offends.some((place) => place.startsWith(`/${part}`));
      cases[part] += 1;
      if (judge(applied(file.base, change)[part]) === expected) continue;
      const difference = namedDifference(change);
      if (difference) differences.set(difference, (differences.get(difference) ?? 0) + 1);
      else wrong.push(`${name}: ${part} of ${JSON.stringify(change)}`);
    }
  }
}
const { body, path, query } = cases;
console.log(`ajv: ${body} bodies, ${path} paths, ${query} queries, ${wrong.length} judged otherwise`);
for (const [name, count] of differences) console.log(`  by nature different, ${count}: ${name}`);
wrong.slice(0, 20).forEach((line) => console.log(line));
process.exit(wrong.length || !body || !path || !query ? 1 : 0);
