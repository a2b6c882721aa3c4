"""What a model takes under each key of a file, read off its annotations once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from midcourse.catalog.provenance import Assumed, Beside, Quantity
from midcourse.units import DIMENSIONS


@dataclass(frozen=True)
class Slot:
    """What a model takes under one key of a file."""

    attribute: str
    quantity: Quantity | None
    models: tuple[type[BaseModel], ...]
    many: bool
    beside: bool
    bounds: tuple[tuple[str, float], ...]
    default: Any
    assumed: Assumed | None = None

    @property
    def model(self) -> type[BaseModel] | None:
        """The model that belongs under the key, or the first of several; None for a plain value."""
        return self.models[0] if self.models else None

    def model_for(self, kind: Any) -> type[BaseModel] | None:
        """Return the one of several models whose `kind` is the one given, else the first."""
        for model in self.models:
            field = model.model_fields.get("kind")
            if field is not None and field.default == kind:
                return model
        return self.model


@lru_cache(maxsize=64)
def slots_of(model: type[BaseModel]) -> dict[str, Slot]:
    """Return the keys that a file may use for a model, each with what it takes."""
    return {info.alias or name: _slot(name, info) for name, info in model.model_fields.items()}


def what_is_due(slot: Slot) -> str:
    """Return what belongs under a key, for messages."""
    if slot.quantity is not None:
        return f"e.g. {DIMENSIONS[slot.quantity.dimension].example}"
    return "a list" if slot.many else "a table" if slot.model is not None else "a value"


def _slot(name: str, info: FieldInfo) -> Slot:
    parts = _flat(info.annotation)
    marks = [*info.metadata, *(mark for part in parts for mark in getattr(part, "__metadata__", ()))]
    models = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
    bounds = tuple(
        (sign, float(getattr(mark, sign)))
        for mark in marks
        for sign in ("gt", "ge", "lt", "le")
        if getattr(mark, sign, None) is not None
    )
    return Slot(
        attribute=name,
        quantity=next((mark for mark in marks if isinstance(mark, Quantity)), None),
        models=tuple(models),
        many=any(get_origin(part) is tuple for part in parts),
        beside=any(isinstance(mark, Beside) for mark in marks),
        bounds=bounds,
        default=... if info.is_required() else info.get_default(call_default_factory=True, validated_data={}),
        assumed=next((mark for mark in marks if isinstance(mark, Assumed)), None),
    )


def _flat(annotation: Any) -> list[Any]:
    """Return an annotation and all that it is made of, e.g. `tuple[Stage, ...]` and `Stage`."""
    return [annotation, *(part for arg in get_args(annotation) for part in _flat(arg) if arg is not ...)]
