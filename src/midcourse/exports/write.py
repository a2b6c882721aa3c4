"""The files of one run, each whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from midcourse.engagement.record import write_file
from midcourse.errors import ScenarioError
from midcourse.exports.czml import czml
from midcourse.exports.geojson import geojson
from midcourse.exports.kml import kml
from midcourse.exports.stk import stk
from midcourse.exports.tables import TABLES, about, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from midcourse.exports.scene import ExportScene

FORMS = ("kml", "czml", "geojson", "csv", "stk")
Write = Callable[[], Iterator[str]]


def files_of(scene: ExportScene, forms: Sequence[str]) -> dict[str, Write]:
    """Return the files of some forms by their path within the folder, and what writes each.

    Args:
        scene: what is written.
        forms: out of FORMS.
    """
    found: dict[str, Write] = {}
    for name, write in (("kml", kml), ("czml", czml), ("geojson", geojson)):
        if name in forms:
            found[f"scene.{name}"] = partial(write, scene)
    if "csv" in forms:
        found |= {f"{name}.csv": partial(table, scene, name) for name in TABLES}
        found["about.txt"] = partial(about, scene)
    if "stk" in forms:
        found |= {f"stk/{thing.id}.e": partial(stk, scene, thing) for thing in scene.things}
    return found


def write_forms(scene: ExportScene, forms: Sequence[str], folder: Path) -> list[Path]:
    """Write a run in some forms; files of the same names are replaced, others stay.

    Args:
        scene: what is written.
        forms: out of FORMS.
        folder: made where it is not there.

    Returns:
        the paths, in the order of FORMS.

    Raises:
        ScenarioError: the folder cannot be made or written, or the disk is full.
    """
    files = files_of(scene, forms)
    for home in dict.fromkeys((folder / name).parent for name in files):
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            why = f"cannot be made: {(problem.strerror or str(problem)).lower()}"
            raise ScenarioError(why, key="--out", got=str(home), allowed="a folder") from problem
    for name, write in files.items():
        write_file(folder / name, partial(_stream, write))
    return [folder / name for name in files]


def _stream(write: Write, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(write())
