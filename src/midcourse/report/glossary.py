"""The words that a reader who has never seen the program may not know, one line each."""

from __future__ import annotations

from midcourse.report.markup import Html, joined, link, table, text

WORDS = {
    "aim": "The place that a missile is fired at.",
    "basket": "The patch of sky that the seeker of an interceptor can see when it looks for its target.",
    "battle space": "The time in which a launch can still meet the warhead.",
    "closed form": "The same inputs multiplied on paper, without simulating a single run.",
    "share of common failures": "The share of failures that strikes all interceptors of one kind alike.",
    "cue": "Word from another sensor that says where to look.",
    "dead mass": "What a rocket carries to its last burnout besides stages and payload.",
    "divert": "The speed by which the kill vehicle can change its path: its fuel for steering.",
    "firm track": "A track so good that the place of impact is known well enough to shoot.",
    "floor": "The height below which an interceptor does not work.",
    "freed of luck": "Without the part that chance alone makes from run to run: what is left is doubt in inputs.",
    "kill vehicle": "The last part of an interceptor, which finds the warhead and flies into it.",
    "leaker": "A warhead that gets through.",
    "look": "One beam of a radar at an object; also the wait after shots to see what they did.",
    "margin": "By how much a link of the chain held or broke: seconds, metres, decibels.",
    "round": "All shots that are ordered before the next look at what came of them.",
    "run": "One fight from lift-off to the end, with its own luck.",
    "seeker": "The eye of the kill vehicle.",
    "stated value": "What the catalogue or the scenario gives for an input, before doubt is drawn.",
    "threshold for shooting": "How likely an object must be a warhead before anything is fired at it.",
    "world": "One draw of all doubtful inputs. Runs of one world differ by luck only.",
}


def term(word: str, words: str = "") -> Html:
    """Return a word as a link to its line.

    Args:
        word: a key of `WORDS`.
        words: what stands on the page instead of it, such as its plural.
    """
    return link(_anchor(word), words or word)


def explained(name: str) -> Html:
    """Return the name of a reason with its strange word as a link, other names as they are."""
    for word in ("basket", "divert"):
        if name.endswith(word):
            return joined([name.removesuffix(word), term(word)])
    return text(name)


def words_section() -> Html:
    """Return the table of words."""
    rows = [(Html(f'<span id="{_anchor(word)}">{text(word)}</span>'), line) for word, line in WORDS.items()]
    return table("Words of this page", ("word", "what it means"), rows)


def _anchor(word: str) -> str:
    if word not in WORDS:
        raise KeyError(word)
    return f"word-{word.replace(' ', '-')}"
