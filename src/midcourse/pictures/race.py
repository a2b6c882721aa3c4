"""From races and costs to their pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from midcourse.pictures.saved import save
from midcourse.version import __version__

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

    from midcourse.api.cost import Cost
    from midcourse.api.outlays import OutlayRace
    from midcourse.api.race import Race
    from midcourse.views.panels import Line

SOURCES = "midcourse, from public sources; every coefficient and who says it: midcourse catalog list coefficients"
BANDS = "Lines: as stated; bands: 5 to 95 % of the worlds."
ORDERS = (
    f"{BANDS} Orders come in steps, at other times in other worlds, so that "
    "a line as stated may leave its band."
)
YEAR, BN, PLANE_YEARS = "year of the race", "bn$ in all, discounted", 5


def corner(rerun: str, *words: str) -> str:
    """Return the words of the lower corner: what is drawn, the command, the sources."""
    return "\n".join([*words, f"midcourse {__version__}: {rerun}", f"{SOURCES}."])


@dataclass(frozen=True)
class RacePlots:
    """The pictures of a race year by year."""

    found: Race

    def trajectories(self) -> Axes:
        """Draw stocks of all sides and what would arrive, by year, with bands."""
        from midcourse.views.panels import Panel, Sheet, draw

        found = self.found
        wish = {
            side: found.known[name].value
            for side, name in (("russian", "required-arrivals"), ("rogue", "rogue-required"))
        }
        panels = (
            Panel("The shield", (self._line("interceptors", "interceptors"),), YEAR, "interceptors"),
            Panel(
                "The small player",
                (self._line("rogue", "missiles"), self._line("decoys", "decoys")), YEAR, "missiles, decoys",
            ),
            Panel(
                "The small player's that would arrive",
                (self._line("rogue_arriving", "arriving"), self._alone("rogue_arriving")), YEAR, "warheads",
                levels={"wanted, as stated": wish["rogue"]},
            ),
            Panel(
                "Russia's warheads",
                (
                    self._line("russian", "deployed"), self._line("russian_arriving", "arriving in reply"),
                    self._alone("russian_arriving"),
                ),
                YEAR, "warheads", logarithmic=True, levels={"wanted, as stated": wish["russian"]}, words="center left",
            ),
        )  # fmt: skip
        title = f"A race of {found.years} years: a {found.shield} shield, a small player, Russia"
        return draw(Sheet(title, panels, corner(found.rerun, ORDERS))).axes[0]

    def money(self) -> Axes:
        """Draw what each side has spent so far, by year, with bands."""
        from midcourse.views.panels import Panel, Sheet, draw

        found = self.found
        names = {"shield_usd": "the shield", "russian_usd": "Russia", "rogue_usd": "the small player"}
        panels = tuple(
            Panel(words[0].upper() + words[1:], (self._line(quantity, "spent so far", 1e9),), YEAR, BN)
            for quantity, words in names.items()
        )
        title = f"What a race of {found.years} years costs each side: scales differ"
        return draw(Sheet(title, panels, corner(found.rerun, ORDERS))).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the pictures as PNG and SVG into a folder, which is made; returns their paths."""
        more = {} if self.found.varied is None else {"race-varied": self.varied}
        return save(folder, {"trajectories": self.trajectories, "money": self.money, **more}, ("png", "svg"))

    def varied(self) -> Axes:
        """Draw stocks and arrivals of the last year against one coefficient; a ScenarioError where none was varied."""
        from midcourse.pictures.varied import draw_varied

        title = f"Year {self.found.years} of a race, over one coefficient"
        return draw_varied(self.found.varied, title, corner(self.found.rerun, ORDERS))

    def _alone(self, quantity: str) -> Line:
        import numpy as np

        from midcourse.views.panels import Line

        value = getattr(self.found.stated_alone, quantity)[:, 0]
        return Line("arriving without a shield", np.arange(value.size), value)

    def _line(self, quantity: str, label: str, unit: float = 1.0) -> Line:
        found = self.found
        return _banded(label, getattr(found.stated, quantity)[:, 0], getattr(found.drawn, quantity), unit)


@dataclass(frozen=True)
class OutlayPlots:
    """The pictures of Richardson's race."""

    found: OutlayRace

    def outlays(self) -> Axes:
        """Draw both outlays by year with their bands."""
        from midcourse.views.panels import Panel, Sheet, draw

        found = self.found
        names = ("the shield", "missiles that answer it")
        lines = tuple(
            _banded(name, found.course[:, side], found.courses[:, :, side].T, 1e9)
            for side, name in enumerate(names)
        )
        panel = Panel(self._verdict(), lines, YEAR, "outlay, bn$ a year", logarithmic=True)
        return draw(Sheet("Richardson's race of two outlays", (panel,), corner(found.rerun, BANDS))).axes[0]

    def phase(self) -> Axes:
        """Draw the phase plane: arrows, lines of rest, the path as stated, the equilibrium."""
        from midcourse.views.phase import Sheet, draw

        found, model = self.found, self.found.model
        bn = 1e-9

        def slope(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            return model.k * y - model.a * x + model.g * bn, model.l * x - model.b * y + model.h * bn

        def rests(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            flat = 1e-12  # a line of rest that is upright is drawn very steep
            return (model.a * x - model.g * bn) / max(model.k, flat), (model.l * x + model.h * bn) / max(
                model.b, flat
            )

        rest = None if model.equilibrium is None else (model.equilibrium[0] * bn, model.equilibrium[1] * bn)
        marks = tuple(range(0, found.years + 1, max(PLANE_YEARS, found.years // 4)))
        sheet = Sheet(
            f"Richardson's race: {self._verdict()}", found.course * bn, marks, slope, rest, model.verdict == "stable",
            rests,
            "the shield's outlay, bn$ a year", "the missiles' outlay, bn$ a year",
            corner(found.rerun, "Arrows: which way, all of one length. As stated, no doubt."),
        )  # fmt: skip
        return draw(sheet).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the pictures as PNG and SVG into a folder, which is made; returns their paths."""
        more = {} if self.found.varied is None else {"race-varied": self.varied}
        return save(folder, {"outlays": self.outlays, "phase": self.phase, **more}, ("png", "svg"))

    def varied(self) -> Axes:
        """Draw outlays and rates of the last year against one coefficient; a ScenarioError where none was varied."""
        from midcourse.pictures.varied import draw_varied

        title = f"Year {self.found.years} of Richardson's race, over one coefficient"
        return draw_varied(self.found.varied, title, corner(self.found.rerun, BANDS))

    def _verdict(self) -> str:
        model = self.found.model
        sign = ">" if model.determinant > 0 else "=" if model.determinant == 0 else "<"
        return f"{model.verdict} as stated, ab {sign} kl"


@dataclass(frozen=True)
class CostPlots:
    """The picture of a cost exchange."""

    found: Cost

    def exchange(self) -> Axes:
        """Draw dollars of defence for one of offence against the chance of a hit, over prices of an interceptor."""
        import numpy as np

        from midcourse.strategy.race.coefficients import coefficient
        from midcourse.views.panels import Line, Panel, Sheet, draw

        found = self.found
        x = np.array([row["hit"] for row in found.sweep])
        marks = {
            "dearer for the shield above this line": 1.0,
            "Nike-X, estimates of the 1960s": coefficient("nike-x-exchange").value,
        }

        def curve(label: str, key: str, low: str = "", high: str = "") -> Line:
            ends = [np.array([row[one] for row in found.sweep]) for one in (low, high) if one]
            y = np.array([row[key] for row in found.sweep])
            return Line(label, x, y, ends[0], ends[1]) if ends else Line(label, x, y)

        shots = f"{found.known['shots'].value:g} at each object"
        lines = (
            curve(f"one more ground-based interceptor, {shots}; band: its price low to high", "value", "low", "high"),
            curve(f"one SM-3 IIA alone, {shots}", "sea"),
            curve(f"the first in reply to a first strike, {shots}", "reply"),
            curve("the first, one at each object, in reply", "fired_best"),
        )
        panel = Panel(
            f"{found.decoys:g} decoys a warhead, other coefficients as stated", lines, "chance of a hit of one shot",
            "dollars of defence for one of offence", logarithmic=True, levels=marks, words="upper right", room=4.0,
        )  # fmt: skip
        return draw(
            Sheet("What a shield pays against a dollar of further missiles", (panel,), corner(found.rerun))
        ).axes[0]

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the picture as PNG and SVG into a folder, which is made; returns its paths."""
        more = {} if self.found.varied is None else {"cost-varied": self.varied}
        return save(folder, {"exchange": self.exchange, **more}, ("png", "svg"))

    def varied(self) -> Axes:
        """Draw the exchange against one coefficient; a ScenarioError where none was varied."""
        from midcourse.pictures.varied import draw_varied

        title = "What a shield pays against a dollar of further missiles, over one coefficient"
        return draw_varied(self.found.varied, title, corner(self.found.rerun, BANDS))


def _banded(label: str, stated: np.ndarray, drawn: np.ndarray, unit: float = 1.0) -> Line:
    import numpy as np

    from midcourse.views.panels import Line

    x = np.arange(stated.size)
    if drawn.shape[1] == 0:
        return Line(label, x, stated / unit)
    low, high = np.percentile(drawn, [5.0, 95.0], axis=1) / unit
    return Line(label, x, stated / unit, low, high)
