"""Judges test vectors by the exported schemas, and their paths and queries by the parameters of the
OpenAPI document: `python judge.py <vectors> <openapi>`.

Exits with 1 where a verdict is not the expected one and has no name below, and where a case has
nothing that could be judged.
"""

import json
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from jsonschema import Draft202012Validator, ValidationError, validators


def read(path):
    # A number keeps its digits: 18 of them are more than a float holds.
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def written_out(value):
    if isinstance(value, list):
        return [written_out(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$repeat" in value:
        unit, count = value["$repeat"], value["characters"]
        return (unit * count)[:count]
    return {key: written_out(item) for key, item in value.items()}


def steps(pointer):
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def holder(parts, pointer):
    *path, last = steps(pointer)
    for step in path:
        parts = parts[int(step)] if isinstance(parts, list) else parts[step]
    return parts, int(last) if isinstance(parts, list) else last


def applied(base, case):
    # The base is plain JSON without dates or classes: reading it again copies it whole.
    parts = json.loads(json.dumps(base, default=str), parse_float=Decimal)
    for pointer, value in case.get("set", {}).items():
        place, key = holder(parts, pointer)
        place[key] = written_out(value)
    for pointer in case.get("remove", []):
        place, key = holder(parts, pointer)
        place.pop(key, None)
    return parts


def precision(_, most, number, __):
    """The key `x-precision`: "18.2" is 18 digits in all, 2 of them after the point, by value."""
    if isinstance(number, bool) or not isinstance(number, (int, Decimal)):
        return
    digits, scale = map(int, most.split("."))
    _, kept, exponent = Decimal(number).normalize().as_tuple()
    after = max(0, -exponent)
    if after > scale or max(len(kept) + max(0, exponent), after) > digits:
        yield ValidationError(f"{number} is of more digits than {most}")


Judge = validators.extend(Draft202012Validator, {"x-precision": precision})


def named_difference(case):
    """The name of a difference that is this language's own."""
    values = [value for value in case.get("set", {}).values() if isinstance(value, str)]
    if any(value.endswith("\n") for value in values):
        return "`$` of a pattern matches before a line break at the end (Python's re)"
    return None


def parameters(document, call, part):
    """What judges the path or the query of a call. Of paths that differ in names alone the document
    has one, so that a parameter of the path is told by where it stands."""

    def names(path):
        return re.findall(r"{([^}]*)}", path)

    def shape(path):
        return re.sub(r"{[^}]*}", "{}", path)

    path = next(it for it in document["paths"] if shape(it) == shape(call["path"]))
    renamed = dict(zip(names(path), names(call["path"]), strict=True)) if part == "path" else {}
    own = document["paths"][path][call["method"].lower()]["parameters"]
    rows = [
        (
            renamed.get(it["name"], it["name"]),
            it.get("required", False),
            Judge({**it["schema"], "components": document["components"]}),
        )
        for it in own
        if it["in"] == part
    ]

    def is_valid(values):
        return all(
            judge.is_valid(values[row]) if row in values else not required
            for row, required, judge in rows
        )

    return is_valid


def main(vectors, schemas):
    document = read(Path(schemas) / "openapi.json")
    cases, differences, wrong = Counter(), Counter(), []
    for path in sorted(Path(vectors).glob("*.json")):
        file = read(path)
        judges = {part: parameters(document, file["call"], part) for part in file["base"] if part != "body"}
        if "body" in file["base"]:
            judges["body"] = Judge(read(Path(schemas) / file["schema"])).is_valid
        if not judges:
            wrong.append(f"{path.name}: nothing to judge")
        for case in file["cases"]:
            for part, is_valid in judges.items():
                expected = not any(place.startswith(f"/{part}") for place in case["offends"])
                found = is_valid(applied(file["base"], case)[part])
                cases[part] += 1
                if found != expected:
                    name = named_difference(case)
                    if name:
                        differences[name] += 1
                    else:
                        wrong.append(f"{path.name}: {part} of {json.dumps(case, default=str)}")
    judged = f"{cases['body']} bodies, {cases['path']} paths, {cases['query']} queries"
    print(f"Python jsonschema: {judged}, {len(wrong)} judged otherwise")
    for name, count in differences.items():
        print(f"  by nature different, {count}: {name}")
    print("\n".join(wrong[:20]))
    return 1 if wrong or not all(cases[part] for part in ("body", "path", "query")) else 0


sys.exit(main(*sys.argv[1:]))
