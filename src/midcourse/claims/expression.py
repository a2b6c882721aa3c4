"""A condition over named quantities: whether it is met, by how much, and whether it stays so within intervals."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from typing import NamedTuple

from midcourse.claims.spans import BINARY, CALLS, Span, point
from midcourse.errors import ClaimError

ALLOWED = "names of quantities, numbers, + - * / **, min, max, abs, < <= > >=, and, or, not"
MOST_LETTERS = 500
_SIGNS: dict[type[ast.cmpop], str] = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<="}


class Outcome(NamedTuple):
    """Whether a condition is met, and the comparison that decides it.

    `margin` is by how much that comparison is met, below 0 where it is not, in the unit of its two sides; `share` the
    same as a share of the greater side. `fulfilled` is None where a quantity has no value.
    """

    fulfilled: bool | None
    comparison: str
    margin: float
    share: float


class Condition:
    """A condition that has been read.

    Margins are those of quantitative semantics: of `and` that of the least, of `or` that of the most certain
    comparison, where certainty is told as a share so that metres and probabilities can stand beside each other.

    Source: Fainekos and Pappas 2009; intervals after Moore 1966. A name that stands twice is taken twice at its ends,
    which can leave a condition open that is not; it never closes one that is open.
    """

    def __init__(self, text: str) -> None:
        """Read a condition.

        Raises:
            ClaimError: not an expression, or one with more in it than is allowed.
        """
        self._root = _parsed(text)
        self.text = " ".join(text.split())
        self.names = _names(self._root)
        _check_truth(self._root)

    def at(self, values: Mapping[str, float]) -> Outcome:
        """Return whether it is met where each quantity has one value."""
        return _outcome(self._root, values)

    def within(self, spans: Mapping[str, Span]) -> bool | None:
        """Return the answer that it has for all values between these; None where there are several."""
        return _truth(self._root, spans)


class Formula:
    """A number made of others."""

    def __init__(self, text: str) -> None:
        """Read a formula.

        Raises:
            ClaimError: not a formula, or one with more in it than is allowed.
        """
        self._root = _parsed(text)
        _check_number(self._root)
        self.names = _names(self._root)

    def at(self, values: Mapping[str, float]) -> float:
        """Return its value; NaN where one that it takes has none."""
        return _span(self._root, {name: point(value) for name, value in values.items()}).low

    def within(self, spans: Mapping[str, Span]) -> Span:
        """Return all values that it may have where its parts lie between these."""
        return _span(self._root, spans)


def _parsed(text: str) -> ast.expr:
    if len(text) > MOST_LETTERS:
        raise _fault("too long", f"{len(text)} letters", f"at most {MOST_LETTERS}")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise _fault("not an expression", text, ALLOWED) from None


def _outcome(node: ast.expr, values: Mapping[str, float]) -> Outcome:
    if isinstance(node, ast.BoolOp):
        found = [_outcome(one, values) for one in node.values]
        if any(one.fulfilled is None for one in found):
            return next(one for one in found if one.fulfilled is None)
        decides = min if isinstance(node.op, ast.And) else max
        return decides(found, key=lambda one: (bool(one.fulfilled), one.share))
    if isinstance(node, ast.UnaryOp):
        inner = _outcome(node.operand, values)
        met = None if inner.fulfilled is None else not inner.fulfilled
        return Outcome(met, f"not {inner.comparison}", -inner.margin, -inner.share)
    assert isinstance(node, ast.Compare)
    return _compared(node, values)


def _compared(node: ast.Compare, values: Mapping[str, float]) -> Outcome:
    sides = [node.left, *node.comparators]
    spans = {name: point(value) for name, value in values.items()}
    found = []
    for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
        a, b = _span(left, spans).low, _span(right, spans).low
        text = f"{ast.unparse(left)} {_SIGNS[type(sign)]} {ast.unparse(right)}"
        if math.isnan(a) or math.isnan(b):
            return Outcome(None, text, math.nan, math.nan)
        margin = a - b if isinstance(sign, (ast.Gt, ast.GtE)) else b - a
        met = margin > 0.0 or (margin == 0.0 and isinstance(sign, (ast.GtE, ast.LtE)))
        greater = max(abs(a), abs(b))
        found.append(Outcome(met, text, margin, margin / greater if greater > 0.0 else 0.0))
    return min(found, key=lambda one: (bool(one.fulfilled), one.share))


def _truth(node: ast.expr, spans: Mapping[str, Span]) -> bool | None:
    if isinstance(node, ast.BoolOp):
        found = [_truth(one, spans) for one in node.values]
        settles = not isinstance(node.op, ast.And)  # one yes settles an `or`, one no an `and`
        if settles in found:
            return settles
        return None if None in found else not settles
    if isinstance(node, ast.UnaryOp):
        inner = _truth(node.operand, spans)
        return None if inner is None else not inner
    assert isinstance(node, ast.Compare)
    sides = [node.left, *node.comparators]
    answers = [
        _ordered(_span(left, spans), sign, _span(right, spans))
        for left, sign, right in zip(sides, node.ops, sides[1:], strict=False)
    ]
    return False if False in answers else None if None in answers else True


def _ordered(a: Span, sign: ast.cmpop, b: Span) -> bool | None:
    if any(math.isnan(end) for end in (*a, *b)):
        return None
    if isinstance(sign, (ast.Lt, ast.LtE)):
        a, b = b, a
    if isinstance(sign, (ast.GtE, ast.LtE)):
        return True if a.low >= b.high else False if a.high < b.low else None
    return True if a.low > b.high else False if a.high <= b.low else None


def _span(node: ast.expr, spans: Mapping[str, Span]) -> Span:
    if isinstance(node, ast.Constant):
        return point(float(node.value))  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return spans[node.id]
    if isinstance(node, ast.UnaryOp):
        inner = _span(node.operand, spans)
        return Span(-inner.high, -inner.low)
    if isinstance(node, ast.BinOp):
        return BINARY[type(node.op)](_span(node.left, spans), _span(node.right, spans))
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return CALLS[node.func.id]([_span(one, spans) for one in node.args])


def _names(root: ast.expr) -> tuple[str, ...]:
    called = {node.func for node in ast.walk(root) if isinstance(node, ast.Call)}
    found = [node for node in ast.walk(root) if isinstance(node, ast.Name) and node not in called]
    return tuple(
        dict.fromkeys(node.id for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)))
    )


def _check_truth(node: ast.expr) -> None:
    if isinstance(node, ast.BoolOp):
        for one in node.values:
            _check_truth(one)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        _check_truth(node.operand)
    elif isinstance(node, ast.Compare):
        for sign in node.ops:
            if type(sign) not in _SIGNS:
                raise _fault("not a comparison that is known here", ast.unparse(node), ALLOWED)
        for one in (node.left, *node.comparators):
            _check_number(one)
    else:
        raise _fault("neither true nor false", ast.unparse(node), ALLOWED)


def _check_number(node: ast.expr) -> None:
    if isinstance(node, ast.Name):
        return None
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _check_number(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in BINARY:
        _check_number(node.left)
        return _check_number(node.right)
    if isinstance(node, ast.Call) and _is_known(node):
        for one in node.args:
            _check_number(one)
        return None
    raise _fault("not allowed in a condition", ast.unparse(node), ALLOWED)


def _is_known(node: ast.Call) -> bool:
    known = isinstance(node.func, ast.Name) and node.func.id in CALLS
    return known and bool(node.args) and not node.keywords and (ast.unparse(node.func) != "abs" or len(node.args) == 1)


def _fault(why: str, got: str, allowed: str) -> ClaimError:
    return ClaimError(why, key="condition", got=got, allowed=allowed)
