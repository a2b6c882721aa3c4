"""JSON Schema of a scenario file, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from midcourse.scenario.model import Scenario
from midcourse.scenario.resolve import ENTRY_KINDS, ITEM_LISTS


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the file form: ids, quantities as text, overrides beside ids.

    Returns:
        The schema as a dictionary that `json.dumps` takes.
    """
    found = Scenario.model_json_schema(by_alias=True)
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    kinds = found["$defs"]
    for key, model in ITEM_LISTS.values():
        item = kinds[model.__name__]
        entry: dict[str, Any] = {}
        for one in ENTRY_KINDS[key][1]:
            for name, value in kinds[one.__name__]["properties"].items():
                # a key of two kinds of sensor takes what either takes
                known = entry.get(name, value)
                entry[name] = value if known == value else {"anyOf": [known, value]}
        beside = {name: value for name, value in entry.items() if name != "id"}
        like = {**entry, "like": {"type": "string"}}
        inline = {"type": "object", "additionalProperties": False, "properties": like}
        item["properties"] = {**beside, **item["properties"], key: {"anyOf": [{"type": "string"}, inline]}}
    place = kinds["Place"]
    kinds["Place"] = {"anyOf": [{"type": "string", "description": "site id or lat,lon"}, place]}
    drag = kinds["DragTable"]
    kinds["DragTable"] = {"anyOf": [{"type": "string", "description": "id of a drag table"}, drag]}
    return found
