"""What people and programs are told of the catalogue: its entries, their numbers with authors, its bibliography."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel

from midcourse.catalog.check import LOADERS, cited_by, node_at
from midcourse.catalog.deployed import Forces
from midcourse.catalog.flight_counts import chosen, counts_in
from midcourse.catalog.flight_tests import FlightRecord
from midcourse.catalog.model import Counted, DragTable, Interceptor
from midcourse.catalog.proven import with_reliability
from midcourse.catalog.provenance import Provenance
from midcourse.catalog.reader import base_of, entries, entry_node, load_record
from midcourse.catalog.slots import slots_of
from midcourse.catalog.spelling import did_you_mean
from midcourse.catalog.treaty import Treaty
from midcourse.catalog.tree import Node, plain
from midcourse.errors import CatalogError, ScenarioError
from midcourse.units import format_quantity


def listing(kind: str | None = None) -> list[dict[str, Any]]:
    """Return the entries of one kind, or of all kinds but sources, without checking them.

    Args:
        kind: e.g. `missiles`; None for all.

    Returns:
        One table an entry: kind, id, name, summary, the entry it is like, the year from which it exists.

    Raises:
        CatalogError: no such kind.
    """
    kinds = [kind] if kind is not None else list(LOADERS)
    rows = []
    for one in kinds:
        for entry in entries(one):
            table = entry_node(one, entry).mapping()
            year = table.get("available")
            rows.append(
                {
                    "kind": one,
                    "id": entry,
                    "name": _text(table, "name"),
                    "summary": _text(table, "summary"),
                    "like": base_of(one, entry),
                    "available": _written(year)["value"] if year is not None else None,
                }
            )
    return rows


def entry_report(entry: str) -> dict[str, Any]:
    """Return one entry with the provenance of every number in it, and the sources that they name.

    Args:
        entry: id of a missile, an interceptor, a sensor, a site, a drag table, a record of flight tests, a treaty or
            forces.

    Returns:
        A table that `json.dumps` takes: `values` by path with value, low, high, unit (SI), as written, source,
        where and grade; `texts` with what is no number; `record` with the flight tests that speak for it, None where
        none do; `rows` with the articles of a treaty or the systems of forces; `sources` with the bibliography.

    Raises:
        CatalogError: the entry is broken.
        ScenarioError: no such id.
    """
    kind = kind_of(entry)
    model, numbers = LOADERS[kind](entry)
    node = with_reliability(entry_node(kind, entry))
    values = {path: _number(node, path, number) for path, number in numbers.items()}
    record = _record(model)
    cited = cited_by(model, numbers) | {test["source"] for test in (record or {}).get("tests", ())}
    known = set(entries("sources"))
    form: type[BaseModel] = type(model)
    texts = {
        key: _texts(getattr(model, slot.attribute))
        for key, slot in slots_of(form).items()
        if slot.quantity is None and (slot.model is None or key == "drag")
    }
    for key in ("id", "name", "summary"):
        texts.pop(key, None)
    if hasattr(model, "stages"):
        can = [f"stage {i}" for i, stage in enumerate(model.stages, start=1) if stage.cut_off]
        texts["cut_off"] = can or ["none"]
    return {
        "id": entry,
        "kind": kind,
        "name": model.name,
        "summary": getattr(model, "summary", ""),
        "like": base_of(kind, entry),
        "texts": {key: text for key, text in texts.items() if text not in ("", (), [], None)},
        "values": values,
        "record": record,
        "rows": _rows(model),
        "sources": {key: source(key) for key in sorted(cited & known)},
    }


def kind_of(entry: str) -> str:
    """Return the kind under which an id stands; ids are unique over the kinds."""
    for kind in LOADERS:
        if entry in entries(kind):
            return kind
    known = [other for kind in LOADERS for other in entries(kind)]
    why = f"no such entry of the catalogue{did_you_mean(entry, known)}"
    raise ScenarioError(why, got=entry, allowed="an id that `midcourse catalog list` shows")


def bibliography() -> list[dict[str, Any]]:
    """Return every source with the ids of the entries that cite it."""
    cited: dict[str, list[str]] = {key: [] for key in entries("sources")}
    for kind, load in LOADERS.items():
        for entry in entries(kind):
            for key in cited_by(*load(entry)) & set(cited):
                cited[key].append(entry)
    return [{"key": key, **source(key), "cited_by": sorted(ids)} for key, ids in cited.items()]


def source(key: str) -> dict[str, Any]:
    """Return one entry of the bibliography.

    Raises:
        CatalogError: no such source.
    """
    table = plain(entry_node("sources", key))
    if not isinstance(table, dict):
        raise CatalogError("a source that is no table", key=key)
    return {name: value for name, value in table.items() if name != "id"}


def _record(model: BaseModel) -> dict[str, Any] | None:
    """Return the flight tests that speak for an interceptor, or those of a record itself."""
    if isinstance(model, FlightRecord):
        used, record = Counted(of=model.id), model
    elif isinstance(model, Interceptor) and model.record is not None:
        used = model.record
        record = load_record(used.of)[0]
    else:
        return None
    found = counts_in(record, used.configurations)
    rows = chosen(record, used.configurations) if record.totals is None else (record.totals,)
    return {
        "of": used.of,
        "configurations": list(used.configurations or record.configurations),
        "hits": found.hits,
        "attempts": found.attempts,
        "steps": {step: list(passed) for step, passed in found.steps.items()},
        "tests": [test.model_dump(mode="json") for test in rows],
    }


def _rows(model: BaseModel) -> list[dict[str, Any]]:
    """Return the articles of a treaty, or the systems of deployed forces; none of anything else."""
    rows = model.articles if isinstance(model, Treaty) else model.systems if isinstance(model, Forces) else ()
    return [row.model_dump(mode="json", exclude_none=True) for row in rows]


def _number(node: Node, path: str, number: Provenance) -> dict[str, Any]:
    at = node_at(node, path)
    here = at.key.rpartition(".")[2] == path.rpartition(".")[2]
    written = _written(at) if here else {"value": str(format_quantity(number.value, number.dimension))}
    return {
        "value": number.value,
        "low": number.low,
        "high": number.high,
        "unit": number.unit,
        "written": written,
        "source": number.source,
        "where": number.where,
        "grade": number.grade,
    }


def _written(node: Node) -> dict[str, str]:
    """Return value, low and high as the file has them."""
    table = node.value if isinstance(node.value, dict) else {"value": node}
    return {key: str(plain(table[key])) for key in ("value", "low", "high") if key in table}


def _text(table: dict[str, Node], key: str) -> str:
    return str(plain(table[key])) if key in table else ""


def _texts(value: Any) -> Any:
    if isinstance(value, DragTable):
        return {"id": value.id, "source": value.source, "where": value.where, "grade": value.grade}
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
