// Judges test vectors by the exported schemas: `node judge.mjs <vectors> <openapi>`.
// Exits with 1 where the verdict of a body is not the expected one and has no name below.

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
let cases = 0;
const differences = new Map();
const wrong = [];
for (const name of readdirSync(vectors).filter((it) => it.endsWith(".json")).sort()) {
  const file = read(join(vectors, name));
  if (!file.schema) continue;
  const judge = ajv.compile(read(join(schemas, file.schema)));
  for (const change of file.cases) {
    const expected = !change.offends.some((place) => place.startsWith("/body"));
    cases += 1;
    if (judge(applied(file.base, change).body) === expected) continue;
    const difference = namedDifference(change);
    if (difference) differences.set(difference, (differences.get(difference) ?? 0) + 1);
    else wrong.push(`${name}: ${JSON.stringify(change)}`);
  }
}
console.log(`ajv: ${cases} bodies, ${wrong.length} judged otherwise`);
for (const [name, count] of differences) console.log(`  by nature different, ${count}: ${name}`);
wrong.slice(0, 20).forEach((line) => console.log(line));
process.exit(wrong.length || !cases ? 1 : 0);
