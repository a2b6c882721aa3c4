"""The commands by name; nothing heavy is imported before a command runs."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import typer

from midcourse.cli.campaign import campaign
from midcourse.cli.catalog import catalog_app
from midcourse.cli.chase import chase
from midcourse.cli.claims import claims_app
from midcourse.cli.compare import compare
from midcourse.cli.cost import cost
from midcourse.cli.drawdown import drawdown
from midcourse.cli.expand import expand
from midcourse.cli.explain import explain
from midcourse.cli.export import export
from midcourse.cli.flip import flip
from midcourse.cli.fly import fly
from midcourse.cli.footprint import footprint
from midcourse.cli.forces import forces
from midcourse.cli.insight import insight
from midcourse.cli.leakage import leakage
from midcourse.cli.race import race
from midcourse.cli.range import range_
from midcourse.cli.reach import reach
from midcourse.cli.report import report
from midcourse.cli.run import run
from midcourse.cli.runs import query, runs_app
from midcourse.cli.scenario import scenario_app
from midcourse.cli.see import see
from midcourse.cli.serve import serve
from midcourse.cli.sobol import sobol
from midcourse.cli.sweep import sweep
from midcourse.cli.tests import tests
from midcourse.cli.third_parties import third_parties
from midcourse.cli.threat import threat
from midcourse.cli.tornado import tornado
from midcourse.cli.treaty import treaty
from midcourse.cli.verify import verify
from midcourse.cli.warm import warm_up
from midcourse.version import __version__

FIRST_STEPS = """midcourse: what can the US missile shield stop, and what not? Public numbers, open physics.

Three commands to try first:
  midcourse run europe-2007                          Iran, Poland, 2007: a thousand times over what nobody knows
  midcourse fly nodong --from musudan-ri --to tokyo  one flight: how high, how far, how long
  midcourse verify                                  the check cases, on your machine

midcourse --help lists all commands. Policy-level analysis from public numbers; not for operational use."""

HELP = """Simulation of the US missile shield from public sources, for the people who argue about it.

Policy-level analysis: point masses and published numbers. It contains no weapon design, no terminal targeting,
no weapon effects and no countermeasure design, and it is not accredited for any operational use."""

app = typer.Typer(
    add_completion=True,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(run)
app.command()(fly)
app.command(name="range")(range_)
app.command()(threat)
app.command()(see)
app.command()(reach)
app.command()(footprint)
app.command()(chase)
app.command(name="third-parties")(third_parties)
app.command()(leakage)
app.command()(flip)
app.command()(sweep)
app.command()(compare)
app.command()(tornado)
app.command()(sobol)
app.command()(campaign)
app.add_typer(runs_app, name="runs")
app.command()(query)
app.command()(insight)
app.command()(tests)
app.command()(treaty)
app.command()(forces)
app.command()(drawdown)
app.command()(expand)
app.command()(race)
app.command()(cost)
app.command()(explain)
app.command()(export)
app.command()(report)
app.command()(verify)
app.command()(serve)
app.add_typer(claims_app, name="claims")
app.add_typer(scenario_app, name="scenario")
app.add_typer(catalog_app, name="catalog")
app.command(name="warm-up")(warm_up)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)
    ] = False,
) -> None:
    """Show the first steps where no command is given."""
    if version:
        print(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(FIRST_STEPS)


@cache
def command() -> Any:
    """Return the whole command line."""
    return typer.main.get_command(app)
