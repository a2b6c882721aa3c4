"""The replay of one run as one HTML file that opens from disk and asks no other computer for anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from midcourse.errors import ScenarioError

STATIC = Path(__file__).parents[1] / "web" / "static"
PAGE = "replay.html"
MARK = '<script type="application/json" id="scene">'
END = "</script>"


def one_file(static: Path, scene: dict[str, Any]) -> str:
    """Return the built page with a scene inside it.

    Args:
        static: folder of the built page.
        scene: as `api.scene` makes it.

    Raises:
        ScenarioError: the page is not built here.
    """
    text = template(static)
    # within a script nothing may look like its end
    content = json.dumps(scene, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
    before, mark, after = text.partition(MARK)
    _, end, rest = after.partition(END)
    return f"{before}{mark}{content}{end}{rest}"


def template(static: Path) -> str:
    """Return the page without a scene.

    Raises:
        ScenarioError: it is not built here.
    """
    try:
        return (static / PAGE).read_text(encoding="utf-8")
    except OSError:
        why = "the page of the replay is not built here"
        raise ScenarioError(why, allowed="`make web` in a checkout; a wheel has it") from None
