"""Who has to do with an engagement: countries under intercepts, countries where things come down, radars abroad."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from midcourse.geography.world import country_shape
from midcourse.views.flat import flat_axes, frame, ground, label, project, unbroken
from midcourse.views.ground import path_of
from midcourse.views.style import COAST, SENSOR, SHOT, THREAT, credit, styled, title_pt

if TYPE_CHECKING:
    from shapely import MultiPolygon

WIDE_IN, TALL_IN = 8.0, 9.0
TINTS = (
    (0.5, "#7B3F98"),
    (0.2, "#B07CC6"),
    (0.05, "#D3B5E0"),
    (0.0, "#EADCF1"),
)  # light to dark, in grey too
HATCHES = {"missile": ("////", THREAT), "stage": ("\\\\\\\\", SHOT), "miss": ("....", "#000000")}
WORDS = {
    "missile": "stages of the missiles come down",
    "stage": "stages of interceptors come down",
    "miss": "interceptors that miss come down",
}
TRACKS = {
    "missile": (THREAT, "-", "ground track of a missile"),
    "shot": (SHOT, "--", "of an interceptor, to its intercept"),
}
SIGNS = {
    "launch": ("^", THREAT, "full", "launch point"),
    "battery": ("s", SHOT, "full", "interceptors"),
    "radar": ("*", SENSOR, "full", "warning radar abroad"),
    "later": ("*", SENSOR, "none", "one that is not there at this date"),
}
TORN_M = 3e6
CREDIT = "midcourse, from public sources: midcourse catalog show names the author of every number. Map: Natural Earth."


@dataclass(frozen=True)
class Country:
    """One country: its ISO code, its words, its share of the intercepts, and the kinds of what comes down in it."""

    country: str
    words: str
    share: float
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One map: countries; ground tracks by kind, each shape (n, 2) in degrees; pins by kind with name and place.

    `near` says for each mark whether the map must reach to it; `told` are lines of words below the map.
    """

    title: str
    countries: tuple[Country, ...]
    tracks_deg: tuple[tuple[str, np.ndarray], ...]
    pins: tuple[tuple[str, str, float, float], ...]
    near: tuple[bool, ...]
    told: tuple[str, ...]
    note: str


class OnMap(NamedTuple):
    """Which countries and pins the frame of the map shows."""

    countries: tuple[Country, ...]
    pins: tuple[tuple[str, str, float, float], ...]


def draw(sheet: Sheet) -> Any:
    """Draw the map about the middle of the tracks; what comes down is hatched by whole countries, never a point."""
    import matplotlib.pyplot as plt

    with styled():
        figure = plt.figure(figsize=(WIDE_IN, TALL_IN), dpi=200)
        lat, lon = _middle(np.vstack([track for _, track in sheet.tracks_deg]))
        axes = flat_axes(figure, (0.02, 0.235, 0.96, 0.735), lat, lon)
        tracks = [(kind, project(axes, *track.T)) for kind, track in sheet.tracks_deg]
        marks = project(axes, *np.array([mark[2:] for mark in sheet.pins]).T)
        frame(axes, np.vstack([*(track for _, track in tracks), marks[list(sheet.near)]]), 1.15)
        ground(axes)
        spots = np.array([_country(axes, one) for one in sheet.countries]).reshape(-1, 2)
        for kind, track in tracks:
            colour, dashes, _ = TRACKS[kind]
            axes.plot(*unbroken(track).T, color=colour, ls=dashes, lw=1.2, zorder=5)
        for kind, (sign, colour, fill, _) in SIGNS.items():
            mine = marks[[mark[0] == kind for mark in sheet.pins]]
            axes.plot(*mine.T, sign, color=colour, fillstyle=fill, ms=11 if sign == "*" else 6.5, zorder=7)
        _names(axes, sheet, marks, spots)
        axes.set_title(sheet.title, loc="left", fontsize=title_pt(sheet.title, 7.6))
        on_map = _on_map(axes, sheet, marks, spots)
        _legend(figure, sheet, on_map)
        told = "\n".join([*sheet.told, *_beyond(sheet, on_map)])
        figure.text(0.015, 0.142, told, fontsize=7.0, va="top", linespacing=1.25)
        credit(figure, f"{sheet.note}\n{CREDIT}")
    return axes


def _country(axes: Any, one: Country) -> np.ndarray:
    # tint and hatch the country; returns a point inside what the map shows of it, NaN where that is nothing
    import shapely
    from matplotlib.patches import PathPatch

    window = (axes.get_xlim()[0], axes.get_ylim()[0], axes.get_xlim()[1], axes.get_ylim()[1])
    whole = _laid(axes, country_shape(one.country))
    parts = [
        p
        for p in shapely.get_parts(shapely.clip_by_rect(whole, *window))
        if p.geom_type == "Polygon" and p.area > 0.0
    ]
    tint = next((colour for least, colour in TINTS if one.share >= least and one.share > 0.0), None)
    for part in parts:
        if tint:
            axes.add_patch(
                PathPatch(path_of(part), facecolor=tint, edgecolor=COAST, lw=0.4, alpha=0.8, zorder=1.5)
            )
        for kind in one.kinds:
            hatch, colour = HATCHES[kind]
            axes.add_patch(
                PathPatch(
                    path_of(part),
                    facecolor="none",
                    edgecolor=colour,
                    hatch=hatch,
                    lw=0.0,
                    alpha=0.55,
                    zorder=2,
                )
            )
    if not parts:
        return np.full(2, np.nan)
    point = max(parts, key=lambda part: part.area).representative_point()
    return np.array([point.x, point.y])


def _laid(axes: Any, shape: MultiPolygon) -> Any:
    # opposite the middle of the map a country would be torn apart: such parts are left out
    import shapely

    found = []
    for part in shapely.get_parts(shape):
        outer, *inner = [
            project(axes, *np.asarray(ring.coords)[:, ::-1].T) for ring in (part.exterior, *part.interiors)
        ]
        if np.isfinite(outer).all() and np.hypot(*np.diff(outer, axis=0).T).max() < TORN_M:
            found.append(shapely.make_valid(shapely.Polygon(outer, inner)))
    return shapely.union_all(found)


def _names(axes: Any, sheet: Sheet, marks: np.ndarray, spots: np.ndarray) -> None:
    bold: dict[str, Any] = {"fontsize": 7.5, "fontweight": "bold", "zorder": 9}
    lines = np.vstack([project(axes, *track.T) for _, track in sheet.tracks_deg])
    label(axes, marks, [mark[1] for mark in sheet.pins], reach=(6.0, 12.0, 20.0, 32.0), **bold)
    order = sorted(range(len(spots)), key=lambda k: -sheet.countries[k].share)
    style: dict[str, Any] = {
        "reach": (2.0, 10.0, 20.0, 34.0, 50.0, 70.0),
        "fontsize": 6.8,
        "linespacing": 1.05,
        "zorder": 8,
    }
    for k in order:
        words = [sheet.countries[k].words]
        if np.isfinite(spots[k]).all() and not label(
            axes, spots[k][None], words, taken=np.vstack([marks, lines]), **style
        ):
            label(axes, spots[k][None], words, taken=marks, **style)


def _on_map(axes: Any, sheet: Sheet, marks: np.ndarray, spots: np.ndarray) -> OnMap:
    low, high = np.array([axes.get_xlim(), axes.get_ylim()]).T
    inside = ((marks >= low) & (marks <= high)).all(axis=1)
    return OnMap(
        tuple(one for one, spot in zip(sheet.countries, spots, strict=True) if np.isfinite(spot).all()),
        tuple(mark for mark, there in zip(sheet.pins, inside, strict=True) if there),
    )


def _beyond(sheet: Sheet, on_map: OnMap) -> list[str]:
    names = [one.words.partition("\n")[0] for one in sheet.countries if one not in on_map.countries]
    names += [
        name for kind, name, *_ in sheet.pins if (kind, name) not in {mark[:2] for mark in on_map.pins}
    ]
    return [f"Not on the map: {'; '.join(names)}."] if names else []


def _legend(figure: Any, sheet: Sheet, on_map: OnMap) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    rows: list[Any] = []
    names = ("half of the intercepts and more", "a fifth and more", "5 % and more", "less")
    shares = [one.share for one in on_map.countries if one.share > 0.0]
    used = {next(k for k, (least, _) in enumerate(TINTS) if share >= least) for share in shares}
    for k in sorted(used):
        rows.append(Patch(facecolor=TINTS[k][1], edgecolor=COAST, alpha=0.8, label=f"over it {names[k]}"))
    for kind, (hatch, colour) in HATCHES.items():
        if any(kind in one.kinds for one in on_map.countries):
            rows.append(Patch(facecolor="none", edgecolor=colour, hatch=hatch, lw=0.0, label=WORDS[kind]))
    for kind, (colour, dashes, words) in TRACKS.items():
        if any(kind == one for one, _ in sheet.tracks_deg):
            rows.append(Line2D([], [], color=colour, ls=dashes, lw=1.2, label=words))
    for kind, (sign, colour, fill, words) in SIGNS.items():
        if any(kind == mark[0] for mark in on_map.pins):
            style: dict[str, Any] = {"ls": "", "marker": sign, "color": colour, "fillstyle": fill}
            rows.append(Line2D([], [], ms=6, label=words, **style))
    box = {"loc": "upper left", "bbox_to_anchor": (0.005, 0.232), "frameon": False}
    figure.legend(handles=rows, fontsize=7.0, ncols=3, **box)


def _middle(points_deg: np.ndarray) -> tuple[float, float]:
    # of directions, so that neither a pole nor 180 degrees is an edge
    lat, lon = np.radians(points_deg).T
    mean = np.mean([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return float(np.degrees(np.arctan2(mean[2], np.hypot(*mean[:2])))), float(
        np.degrees(np.arctan2(mean[1], mean[0]))
    )
