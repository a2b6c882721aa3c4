"""Pages of the catalogue for the site: every entry with every number and its source, and the bibliography."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from midcourse.catalog.check import DEFAULT_SOURCE
from midcourse.catalog.reader import entries
from midcourse.catalog.show import bibliography, entry_report, listing
from site_tree import toctree

KINDS = {
    "missiles": "Missiles",
    "interceptors": "Interceptors",
    "sensors": "Sensors",
    "records": "Flight tests",
    "treaties": "Treaties",
    "forces": "Deployed forces",
    "postures": "Postures",
    "shields": "Shields",
}
OWN_PAGES = {
    "midcourse-catalog": "catalog.md",
    "midcourse-stage-models": "stage-models.md",
    "midcourse-starting-values": "starting-values.md",
    "midcourse-race": "models/race.md",
}
SEEN = {
    "text": "Its text was read.",
    "excerpt": "An excerpt or a mirror was read.",
    "recalled": "Recalled, not read again.",
}
DEFAULT_WORDS = (
    "No file gives this number: it is a default of the program, such as a delay or an altitude of nought."
)
PLACES = """Launch sites, radars, stations and cities of the catalogue. All other cities come from the
[gazetteer](../catalog.md#places-and-cities)."""
DRAG = "Drag coefficient against Mach number; straight lines between. See [motion](../models/motion.md)."
COEFFICIENTS = """What [races](../models/race.md) and [costs](../models/cost.md) are computed with. Dollars are those
of the year that stands there; what is priced together says so in its name."""
MEANING = (
    "What [a number carries](../catalog.md#what-a-number-carries) and what the "
    "[names](../catalog.md#keys-beyond-the-plain-ones) mean is told in the catalogue."
)
NUMBERS = ("number", "value", "low", "high", "grade", "source", "where")
BIBLIOGRAPHY = """# Bibliography

Every source that the catalogue cites, by its key. `midcourse catalog sources` prints the same. Books and
papers behind the models stand [below](#works-behind-the-models).
"""


def place(entry: str) -> str:
    """Return the page of an entry that has one of its own."""
    return f"catalogue/{entry}.md"


def own_pages() -> list[str]:
    """Return the ids of the entries that have a page of their own, kind by kind."""
    return [entry for kind in KINDS for entry in entries(kind)]


def pages() -> dict[str, str]:
    """Make the pages by their place in the site."""
    made = {place(entry): entry_page(entry_report(entry)) for entry in own_pages()}
    made |= {place(kind): kind_page(kind) for kind in KINDS}
    made["catalogue/places.md"] = places_page()
    made["catalogue/drag-tables.md"] = drag_page()
    made["catalogue/coefficients.md"] = coefficients_page()
    made["bibliography.md"] = bibliography_page()
    return made


def below() -> dict[str, str]:
    """Return the pages that the navigation has below the page about the catalogue."""
    kinds = {place(kind): words for kind, words in KINDS.items()}
    others = {"places": "Places", "drag-tables": "Drag tables", "coefficients": "Coefficients"}
    return {**kinds, **{f"catalogue/{name}.md": words for name, words in others.items()}}


def contents() -> str:
    """Make the section for the end of the page about the catalogue."""
    out = ["## Every entry", "", "Each with every number, its low and high, its grade and its source.", ""]
    counts = {place(kind): len(entries(kind)) for kind in KINDS}
    counts |= {"catalogue/places.md": len(entries("sites")), "catalogue/drag-tables.md": len(entries("drag"))}
    counts["catalogue/coefficients.md"] = len(entries("coefficients"))
    out += [f"- [{words}]({page}): {counts[page]}" for page, words in below().items()]
    return "\n".join(out) + "\n"


def kind_page(kind: str) -> str:
    """Make the page that lists the entries of one kind."""
    rows = [[f"[`{row['id']}`]({row['id']}.md)", row["name"], row["summary"]] for row in listing(kind)]
    heads = ("entry", "name", "what is published and what is guessed")
    said = f"The {len(rows)} entries of [the catalogue](../catalog.md)."
    out = [f"# {KINDS[kind]}", "", said, "", *table(heads, rows)]
    names = {place(row["id"]): row["name"] for row in listing(kind)}
    return "\n".join(out) + "\n" + toctree(names)


def cell(text: Any) -> str:
    """Return text as a table can hold it."""
    return re.sub(r"\s+", " ", str(text)).replace("|", "\\|").strip()


def cited(key: str) -> str:
    """Return a link from a number to its source."""
    return f"[{key}](../bibliography.md#{key})"


def table(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> list[str]:
    heads = list(heads)
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return lines + ["| " + " | ".join(cell(one) for one in row) + " |" for row in rows]


def number_row(path: str, number: dict[str, Any]) -> list[str]:
    """Return the cells of one number; a default, which no file has written, is written here."""
    written = number["written"]
    if set(written) <= {"value"} and number["source"] != "the scenario":
        bounds = [plain(number[key], number["unit"]) for key in ("value", "low", "high")]
        bounds[0] = written["value"] if len(written.get("value", "")) in range(1, 13) else bounds[0]
    else:
        bounds = [written.get(key, "") for key in ("value", "low", "high")]
    return [f"`{path}`", *bounds, number["grade"], cited(number["source"]), number["where"]]


def plain(value: float | None, unit: str) -> str:
    """Return a number of the program with its unit, angles in degrees; empty for none."""
    if value is None:
        return ""
    if unit.startswith("rad"):
        value, unit = math.degrees(value), unit.replace("rad", "deg")
    return f"{value:.6g} {unit}".strip()


def entry_page(report: dict[str, Any]) -> str:
    """Make the page of one entry."""
    kind = report["kind"]
    of = f"`{report['id']}`, one of the [{KINDS[kind].lower()}]({kind}.md). {MEANING}"
    out = [f"# {report['name']}", "", of, "", report["summary"]]
    if report["like"]:
        out += [
            "",
            f"Like [`{report['like']}`]({report['like']}.md) but for what is written in its own file.",
        ]
    said = [f"- {key.replace('_', ' ')}: {words(text)}" for key, text in report["texts"].items()]
    out += ["", *said] if said else []
    if report["values"]:
        rows = [number_row(path, number) for path, number in report["values"].items()]
        out += ["", "## Numbers", "", *table(NUMBERS, rows)]
    out += record_section(report["record"]) if report["record"] else []
    out += rows_section(report["rows"]) if report["rows"] else []
    return "\n".join(out) + "\n"


def rows_section(rows: list[dict[str, Any]]) -> list[str]:
    """Return the articles of a treaty with their sources, or the systems of deployed forces."""
    if "article" not in rows[0]:
        heads = ("system", "kind", "basing", "vehicles", "each", "warheads")
        return ["", "## Systems", "", *table(heads, ([row.get(key, "") for key in heads] for row in rows))]
    told = ([row["article"], row["words"], row["grade"], cited(row["source"]), row["where"]] for row in rows)
    return ["", "## Articles", "", *table(("article", "in own words", "grade", "source", "where"), told)]


def words(value: Any) -> str:
    """Return a text of an entry as prose."""
    if isinstance(value, dict):
        return f"`{value['id']}`, {cited(value['source'])}, {value['grade']}"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else cell(value)


def record_section(record: dict[str, Any]) -> list[str]:
    """Return the section of the flight tests that speak for an entry."""
    out = [
        "",
        "## Flight tests",
        "",
        f"{record['hits']} hits in {record['attempts']} attempts, by `{record['of']}`.",
    ]
    if record["steps"]:
        steps = ([step, *counts] for step, counts in record["steps"].items())
        out += ["", *table(("step", "passed", "came to it"), steps)]
    rows = [
        [
            test.get("name", ""),
            test.get("date") or f"{test.get('since', '')} to {test.get('until', '')}",
            test.get("configuration", ""),
            test.get("outcome") or f"{test.get('hits')} of {test.get('attempts')}",
            test.get("failed") or "",
            test["grade"],
            cited(test["source"]),
            test["where"],
        ]
        for test in record["tests"]
    ]
    heads = ("test", "day", "configuration", "outcome", "failed", "grade", "source", "where")
    return [*out, "", *table(heads, rows)]


def places_page() -> str:
    """Make the page of all places."""
    rows = []
    for entry in entries("sites"):
        report = entry_report(entry)
        lat, lon = (report["values"][key] for key in ("lat", "lon"))
        where = [
            lat["written"]["value"],
            lon["written"]["value"],
            lat["grade"],
            cited(lat["source"]),
            lat["where"],
        ]
        rows.append([f"`{entry}`", report["name"], *where])
    heads = ("id", "name", "latitude", "longitude", "grade", "source", "where")
    return "\n".join(["# Places", "", PLACES, "", *table(heads, rows)]) + "\n"


def drag_page() -> str:
    """Make the page of all drag tables."""
    out = ["# Drag tables", "", DRAG]
    for entry in entries("drag"):
        report = entry_report(entry)
        texts = report["texts"]
        said = f"`{entry}`, {cited(texts['source'])}, {texts['grade']}: {texts['where']}."
        out += ["", f"## {report['name']}", "", said, ""]
        out += table(("Mach", "drag coefficient"), zip(texts["mach"], texts["cd"], strict=True))
    return "\n".join(out) + "\n"


def coefficients_page() -> str:
    """Make the page of all coefficients of races and costs."""
    rows = []
    for entry in entries("coefficients"):
        report = entry_report(entry)
        texts, number = report["texts"], report["values"]["value"]
        said = texts.get("per") or (f"dollars of {texts['dollars']}" if "dollars" in texts else "")
        name = report["name"] + (f" ({said})" if said else "")
        rows.append([f"`{entry}`", name, *number_row(entry, number)[1:]])
    heads = ("id", "name", *NUMBERS[1:])
    return "\n".join(["# Coefficients", "", COEFFICIENTS, "", *table(heads, rows)]) + "\n"


def bibliography_page() -> str:
    """Make the page of all sources."""
    out = BIBLIOGRAPHY.splitlines()
    own = set(own_pages())
    for work in bibliography():
        out += ["", f"## {work['key']}", "", work_line(work), ""]
        users = [
            f"[`{entry}`](catalogue/{entry}.md)" if entry in own else f"`{entry}`"
            for entry in work["cited_by"]
        ]
        out.append(f"Cited by {', '.join(users)}." if users else "Cited by nothing.")
    out += ["", f"## {DEFAULT_SOURCE}", "", DEFAULT_WORDS]
    return "\n".join(out) + "\n"


def work_line(work: dict[str, Any]) -> str:
    """Return one source as a sentence."""
    title = f"*{work['title']}*"
    if work["key"] in OWN_PAGES:
        return (
            f"{work['author']}, {work['year']}: [{work['title']}]({OWN_PAGES[work['key']]}). Of this project."
        )
    parts = [f"{work['author']}, {work['year']}: {title}"]
    parts += [str(work["publication"])] if work.get("publication") else []
    parts += [f"<{work['url']}>"] if work.get("url") else []
    said = ". ".join(part.rstrip(".") for part in parts)
    return f"{said}. Kind: {work['kind']}. {SEEN.get(work.get('seen', ''), '')}".strip()
