"""Colours and words that the forms share; colours that colour-blind readers tell apart (Okabe and Ito 2008)."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from midcourse.exports.flown import INTERCEPTOR, KILL_VEHICLE

if TYPE_CHECKING:
    from midcourse.exports.flown import Thing
    from midcourse.exports.happenings import Happening

GREY = (140, 140, 140)
EVENT = (204, 121, 167)
COLOURS = {
    "warhead": (213, 94, 0),
    "stage": GREY,
    "debris": (190, 190, 190),
    "decoy": (230, 159, 0),
    INTERCEPTOR: (0, 114, 178),
    KILL_VEHICLE: (86, 180, 233),
    "launch": (213, 94, 0),
    "aim": GREY,
    "radar": (0, 158, 115),
    "satellite": (0, 158, 115),
    "battery": (0, 114, 178),
    "defended": (240, 228, 66),
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return a text without the signs that no XML may hold."""
    return _NOT_XML.sub(" ", text)


def quoted(text: str) -> str:
    """Return a text for a balloon or a box that takes it for HTML."""
    return escape(plain(text), quote=False)


def thing_words(thing: Thing) -> str:
    """Return what is said of something that flew, in one line."""
    way = "" if thing.flown else " The path was planned; it failed somewhere on it."
    return f"{thing.kind} ({thing.make}), {thing.start_s:,.1f} to {thing.end_s:,.1f} s: {thing.ending}.{way}"


def happening_words(one: Happening) -> str:
    """Return an event in one line, with the numbers that belong to it."""
    about = f"{one.name}: {one.what}" if one.name else one.what
    more = "".join(f", {name} {value:g}" for name, value in one.more.items())
    return f"{about}, {one.time_s:,.1f} s{more}"
