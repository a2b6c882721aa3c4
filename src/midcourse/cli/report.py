"""`midcourse report`: draw the report of a run folder again."""

from __future__ import annotations

from typing import Annotated

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet


def report(
    folder: Annotated[str, typer.Argument(help="A run folder.")],
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draw the report of a run folder again, from what the folder holds."""
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting"), quiet)
    from midcourse.api.again import report as draw

    path = draw(folder)
    if as_json:
        show_json({"report": str(path)})
    else:
        print(path)
