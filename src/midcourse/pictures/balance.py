"""From a drawdown to its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from midcourse.catalog.provenance import USER
from midcourse.pictures.saved import save
from midcourse.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from midcourse.api.drawdown import Drawdown
    from midcourse.strategy.balance.drawdown import Stability
    from midcourse.views.drawdown import SizeMark

SOURCES = "midcourse, from public sources; every input and its author: --json, inputs."
WORDS = {"day-to-day": "day-to-day alert", "generated": "forces generated"}
LEAST_ARRIVING, LEAST_INDEX = 0.5, 0.001
LEVEL = (
    "Without a shield the index is level by the way it is worked: what outlives an attack is a share. Its numbers are "
    "no damage, and not to be compared with those of others."
)
OWN = "own"


@dataclass(frozen=True)
class DrawdownPlots:
    """The pictures of a drawdown."""

    found: Drawdown

    def arriving(self) -> Axes:
        """Draw what arrives in reply against arsenal size, on both alerts, with bands and treaty levels."""
        import numpy as np

        from midcourse.sentences.balance import STATES
        from midcourse.views.drawdown import Curve, Sheet, draw

        found, curves = self.found, []
        for alert, words in WORDS.items():
            rows = sorted((one for one in found.rows if one.alert == alert), key=lambda one: one.size)
            x, value, low, high, flying = (
                np.array([getattr(one, name) for one in rows])
                for name in ("size", "value", "low", "high", "flying")
            )
            curves.append(Curve(words, x, value, low, high, flying))
        shield = found.question.numbers["interceptors"].value
        replier, attacker = (STATES[one.state] for one in (found.force, found.attacker))
        title = f"Reply of {replier} that arrives in {attacker} against {shield:,.0f} interceptors{self._replaced()}"
        label = "deployed warheads of the side that is struck first; how they stand is kept"
        sheet = Sheet(
            title, label, "warheads that arrive in reply", tuple(curves), self._marks(), LEAST_ARRIVING,
            self._credit(), "without interceptors",
        )  # fmt: skip
        return draw(sheet).axes[0]

    def stability(self) -> Axes:
        """Draw the index of first-strike stability against arsenal size, both equal, with the attacker's shield."""
        import numpy as np

        from midcourse.sentences.balance import STATES
        from midcourse.views.drawdown import Curve, Sheet, draw

        found, curves = self.found, []
        for alert, words in WORDS.items():
            ends = {
                name: sorted(self._equal(alert, name), key=lambda one: one.size or 0.0)
                for name in ("none", "one-sided")
            }
            x, value, low, high = (
                np.array([getattr(one, name) for one in ends["one-sided"]], dtype=float)
                for name in ("size", "value", "low", "high")
            )
            without = np.array([one.value for one in ends["none"]])
            curves.append(Curve(words, x, value, low, high, without))
        title = "First-strike stability after Kent and Thaler, in warheads that arrive; 1: going first gains nothing"
        title += self._replaced()
        label, credit = "deployed warheads of each side", f"{LEVEL}\n{self._credit()}"
        marks = tuple(one for one in self._marks() if one.kind != OWN)
        sheet = Sheet(
            title, label, f"index, where {STATES[found.attacker.state]} has the shield", tuple(curves), marks,
            LEAST_INDEX, credit, "no shield",
        )  # fmt: skip
        return draw(sheet).axes[0]

    def varied(self) -> Axes:
        """Draw the reply of the forces as they are, on both alerts, and the stability against one input.

        Raises:
            ScenarioError: none was varied.
        """
        from midcourse.pictures.varied import draw_varied
        from midcourse.sentences.balance import STATES

        found = self.found
        title = f"Reply of {STATES[found.force.state]} from {found.reply.size:,.0f} warheads, over one input"
        return draw_varied(found.varied, f"{title}{self._replaced()}", self._credit())

    def _equal(self, alert: str, shield: str) -> list[Stability]:
        rows = self.found.stability
        return [one for one in rows if (one.alert, one.shield) == (alert, shield) and one.size is not None]

    def _marks(self) -> tuple[SizeMark, ...]:
        from midcourse.views.drawdown import SizeMark

        return tuple(SizeMark(one.size, one.name or f"{one.size:,.0f}", one.kind) for one in self.found.marked())

    def _replaced(self) -> str:
        from midcourse.sentences.balance import values

        count = len(self.found.question.replaced)
        return f"; {values(count)} replaced" if count else ""

    def _credit(self) -> str:
        kill = self.found.question.numbers["kill"]
        whose = kill.where if kill.grade == USER else f"{kill.source}: {kill.where}"
        shot = f"One shot kills with {kill.value:.2f} ({whose})."
        rows = self.found.replaced()
        set_so = ", ".join(f"{one['input']} {one['value']:g} (was {one['instead_of']:g})" for one in rows)
        said = f"{shot} Missiles only; nothing about what they hit."
        said += f"\nReplaced: {set_so}." if set_so else ""
        return f"{said}\nmidcourse {__version__}: {self.found.rerun}\n{SOURCES}"

    def save_all(self, folder: str | Path) -> list[Path]:
        """Write the pictures as PNG and SVG into a folder, which is made; returns their paths."""
        drawn = {"drawdown": self.arriving, "stability": self.stability}
        more = {} if self.found.varied is None else {"drawdown-varied": self.varied}
        return save(folder, {**drawn, **more}, ("png", "svg"))
