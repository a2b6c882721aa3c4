"""`midcourse report`: draw the report of a run folder again, or write the replay of one run."""

from __future__ import annotations

from typing import Annotated

import typer

from midcourse.cli.front import show_json
from midcourse.cli.options import Json, Quiet, whole
from midcourse.errors import ScenarioError


def report(
    folder: Annotated[str, typer.Argument(help="A run folder.")],
    globe: Annotated[
        bool, typer.Option("--globe", help="Write the replay of one run instead: a globe in one HTML file.")
    ] = False,
    run: Annotated[
        str | None,
        typer.Option(metavar="K", help="With --globe: number of the run; default: that of median outcome."),
    ] = None,
    out: Annotated[
        str | None, typer.Option(metavar="FILE", help="With --globe: the file; default: FOLDER/globe-run-K.html.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draw the report of a run folder again, from what the folder holds; with --globe the replay of one run."""
    number = None if run is None else whole(run, "--run", 0, 2**40)
    for key, given in (("--run", run), ("--out", out)):
        if given is not None and not globe:
            raise ScenarioError("belongs to --globe", key=key, got=given, allowed="only with --globe")
    from midcourse.cli.warm import warm

    warm(("falling", "boosting", "fighting"), quiet)
    if globe:
        from midcourse.api.scene import globe as replay

        path = replay(folder, number, out)
    else:
        from midcourse.api.again import report as draw

        path = draw(folder)
    if as_json:
        show_json({"globe" if globe else "report": str(path)})
    else:
        print(path)
