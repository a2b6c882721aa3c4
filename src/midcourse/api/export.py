"""One run for other programs: `midcourse export` and `mc.export`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from midcourse.errors import NoSolution, ScenarioError

if TYPE_CHECKING:
    from midcourse.api.runs import Runs
    from midcourse.engagement.run import Result
    from midcourse.exports.scene import ExportScene
    from midcourse.scenario import World
    from midcourse.scenario.model import Scenario

FORMS = ("kml", "czml", "geojson", "csv", "stk")  # as `exports.write` has them; that one costs an import
HOME = "export"


@dataclass(frozen=True)
class Export:
    """What was written of one run; `as_dict` is what `midcourse export --json` prints.

    Args:
        scene: what the files hold.
        folder: where they are.
        files: their paths.
    """

    scene: ExportScene
    folder: Path
    files: tuple[Path, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the document."""
        from midcourse.exports.flown import DEFENCE
        from midcourse.exports.moments import utc

        scene = self.scene
        return {
            "scenario": scene.name_id,
            "run": scene.run,
            "world": scene.world,
            "start_utc": utc(scene.start, 0.0),
            "objects": sum(thing.kind not in DEFENCE for thing in scene.things),
            "flights": sum(thing.kind in DEFENCE for thing in scene.things),
            "events": len(scene.happenings),
            "remarks": list(scene.remarks),
            "folder": str(self.folder),
            "files": [str(path) for path in self.files],
        }


def export(
    source: str | Path | Runs,
    forms: str | Sequence[str] = FORMS,
    run: int | None = None,
    out: str | Path | None = None,
) -> Export:
    """Write one run for other programs; it is fought again, which gives the same.

    Args:
        source: a folder that `run` has written, or Runs.
        forms: one or several of `kml`, `czml`, `geojson`, `csv`, `stk`.
        run: number of the run; the first recorded one of a folder, the first of Runs, where None.
        out: folder of the files; `export/run-K` in the run folder where None. Files of the same names are replaced.

    Returns:
        Export.

    Raises:
        ScenarioError: no form or an unknown one, no run folder, no such run, or a folder that cannot be written.
        NoSolution: the run belongs to a world in which a missile cannot reach its aim: nothing flew.
    """
    wanted = wanted_forms(forms)
    if isinstance(source, str | Path):
        scene = _of_folder(Path(source), run)
        folder = Path(source) / HOME / f"run-{scene.run}" if out is None else Path(out)
    else:
        if out is None:
            raise ScenarioError("no folder to write to", key="out", allowed="a folder")
        scene, folder = _of_runs(source, run), Path(out)
    from midcourse.exports.write import write_forms

    return Export(scene, folder, tuple(write_forms(scene, wanted, folder)))


def wanted_forms(given: str | Sequence[str]) -> list[str]:
    """Return the forms that are asked for, each once, in the order of FORMS.

    Raises:
        ScenarioError: none, or an unknown one.
    """
    asked = [given] if isinstance(given, str) else list(given)
    unknown = [form for form in asked if form not in FORMS]
    if unknown or not asked:
        why = "no such form" if unknown else "no form to export to"
        allowed = f"one or several of {', '.join('--' + form for form in FORMS)}"
        raise ScenarioError(why, got=unknown[0] if unknown else None, allowed=allowed)
    return [form for form in FORMS if form in asked]


def _of_folder(path: Path, run: int | None) -> ExportScene:
    from midcourse.api.again import drawn_worlds, fought_again, recorded_run, taken_up

    scenario, held = taken_up(path)
    drawn = drawn_worlds(scenario, held)
    if drawn and all(world.cannot_reach for world in drawn):
        raise NoSolution(
            f"nothing to export: no run was fought, for in every world {drawn[0].why}", file=str(path)
        )
    number = recorded_run(path, "first") if run is None else run
    _there(number, held["runs"])
    _flies(drawn, number, held["runs"])
    return _scene(scenario, tuple(drawn), fought_again(scenario, held, drawn, number))


def _of_runs(runs: Runs, run: int | None) -> ExportScene:
    fought = runs.fought
    first = min((one.first for one in fought.parts()), default=0)
    number = first if run is None else run
    _there(number, fought.asked)
    _flies(fought.worlds, number, fought.asked)
    return _scene(runs.scenario, fought.worlds, fought.again(runs.scenario, number))


def _there(number: int, runs: int) -> None:
    if not 0 <= number < runs:
        raise ScenarioError("no such run", key="--run", got=str(number), allowed=f"0 to {runs - 1}")


def _flies(drawn: Sequence[World], number: int, runs: int) -> None:
    # a sound question without an answer: in that world nothing flew
    if not drawn or not drawn[number % len(drawn)].cannot_reach:
        return
    world = drawn[number % len(drawn)]
    near = [k for k in range(runs) if not drawn[k % len(drawn)].cannot_reach]
    raise NoSolution(
        f"nothing to export: run {number} belongs to world {world.number}, in which {world.why or 'nothing flies'}",
        key="--run",
        got=str(number),
        nearest=f"--run {min(near, key=lambda k: abs(k - number))}" if near else None,
    )


def _scene(scenario: Scenario, drawn: Sequence[World], result: Result) -> ExportScene:
    from midcourse.exports.scene import gathered
    from midcourse.report.clock import radar_names

    number = int(result.batch.runs[0])
    world = drawn[number % len(drawn)] if drawn else None
    fought = scenario if world is None else world.scenario
    place = None if world is None else world.number
    return gathered(fought, result, radar_names(scenario), place, scenario.name_id)
