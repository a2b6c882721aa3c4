"""The replay of one run as one HTML file that opens from disk and asks no other computer for anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAGE = "replay.html"
MARK = '<script type="application/json" id="scene">'
END = "</script>"


def one_file(static: Path, scene: dict[str, Any]) -> str:
    """Return the built page with a scene inside it.

    Args:
        static: folder of the built page.
        scene: as the server gives it.
    """
    text = (static / PAGE).read_text(encoding="utf-8")
    # within a script nothing may look like its end
    content = json.dumps(scene, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
    before, mark, after = text.partition(MARK)
    _, end, rest = after.partition(END)
    return f"{before}{mark}{content}{end}{rest}"
