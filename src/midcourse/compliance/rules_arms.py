"""Rules of the offensive treaties: one number of deployed forces against one limit."""

from __future__ import annotations

from collections.abc import Iterator

from midcourse.catalog.deployed import Forces, System
from midcourse.catalog.treaty import Article, Treaty
from midcourse.compliance.counting import vehicles_where, warheads_where
from midcourse.compliance.finding import ALLOWED, BREACH, Judged, absent

UNKNOWN_LOADS = "counts bombers by what they carry, which is not known"


def vehicles(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Deployed missiles and heavy bombers."""
    del treaty
    found = vehicles_where(forces, lambda one: True)
    yield _under(article.limits.vehicles, forces.vehicles if found is None else found, "delivery vehicles")


def launchers(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Launchers and heavy bombers, deployed and not."""
    del treaty
    yield _under(article.limits.launchers, forces.launchers, "launchers")


def warheads(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """All warheads, counted where there are systems."""
    found = warheads_where(forces, treaty, lambda one: True)
    yield _under(article.limits.warheads, forces.warheads if found is None else found, "warheads")


def missile_warheads(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Warheads of ICBM and SLBM."""
    yield _under(
        article.limits.missile_warheads, warheads_where(forces, treaty, _missile), "missile warheads"
    )


def missiles_alone(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Warheads of missiles against a limit on all: bombers count by real loads, which are not known."""
    found = warheads_where(forces, treaty, _missile)
    judged = _under(article.limits.warheads, found, "warheads")
    if found is None:
        yield absent(judged.limit, UNKNOWN_LOADS)
    elif judged.verdict == ALLOWED:
        yield absent(
            judged.limit, f"{judged.value} on missiles; bombers count by real loads, which are not known"
        )
    else:
        more = " by missiles alone" if judged.verdict == BREACH else ""
        yield judged._replace(because=judged.because + more)


def slbm_warheads(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Warheads of SLBM."""
    found = warheads_where(forces, treaty, lambda one: one.kind == "slbm")
    yield _under(article.limits.slbm_warheads, found, "warheads on SLBM")


def many_warheads(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Warheads of ICBM that have more than one."""
    found = warheads_where(forces, treaty, lambda one: one.kind == "icbm" and (one.each or 0) > 1)
    yield _under(article.limits.many_warheads, found, "warheads on ICBM with several")


def mobile_warheads(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Warheads of mobile ICBM."""
    found = warheads_where(forces, treaty, lambda one: one.mobile)
    yield _under(article.limits.mobile_warheads, found, "warheads on mobile ICBM")


def heavy(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Heavy ICBM."""
    del treaty
    yield _under(article.limits.heavy, vehicles_where(forces, lambda one: one.heavy), "heavy ICBM")


def heavy_warheads(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Warheads of heavy ICBM."""
    found = warheads_where(forces, treaty, lambda one: one.heavy)
    yield _under(article.limits.heavy_warheads, found, "warheads on heavy ICBM")


def throw_weight(article: Article, forces: Forces, treaty: Treaty) -> Iterator[Judged]:
    """Throw-weight of missiles, as the state has declared it."""
    del treaty
    most, found = article.limits.throw_weight_kg or 0.0, forces.throw_weight_kg
    if found is None:
        yield absent(f"{most / 1e3:,.0f} t", "no throw-weight is known")
        return
    yield Judged(
        f"{most / 1e3:,.0f} t", f"{found / 1e3:,.1f} t", *_verdict(found / 1e3, most / 1e3), most, found, "kg"
    )


def _missile(one: System) -> bool:
    return one.kind != "bomber"


def _under(most: int | None, found: int | None, what: str) -> Judged:
    assert most is not None, "the article of a rule has its limit"
    if found is None:
        return absent(f"{most:,} {what}", "the forces are given as a total, which does not tell them apart")
    return Judged(f"{most:,} {what}", f"{found:,}", *_verdict(found, most), float(most), float(found), what)


def _verdict(found: float, most: float) -> tuple[str, str]:
    if found > most:
        return BREACH, f"{found - most:,.0f} above the limit"
    return ALLOWED, "at the limit" if found == most else f"{most - found:,.0f} below the limit"
