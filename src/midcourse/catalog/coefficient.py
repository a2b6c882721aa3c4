"""One coefficient of a model of arms races or costs: a price, a share or an amount, with its one number."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from midcourse.catalog.model import Entry, Ratio
from midcourse.catalog.provenance import Quantity

Money = Annotated[float, Quantity("money")]
MOST = 1e6


class Price(Entry):
    """A price: in dollars of the year `dollars`, None where its source does not say; for `of` things together."""

    kind: Literal["price"] = "price"
    value_usd: Money = Field(alias="value", ge=0, le=1e14)
    dollars: int | None = Field(default=None, ge=1900, le=2100)
    of: int = Field(default=1, ge=1, le=100_000)


class Share(Entry):
    """A share or a probability, from 0 to 1."""

    kind: Literal["share"] = "share"
    value: Ratio = Field(ge=0, le=1)


class Amount(Entry):
    """A number of things, or a number a year; `per` says of what, `whole` that there are no parts of one."""

    kind: Literal["amount"] = "amount"
    value: Ratio = Field(ge=0, le=MOST)
    per: str = Field(default="", max_length=60)
    whole: bool = False


MODELS: dict[str, type[Price] | type[Share] | type[Amount]] = {
    "price": Price,
    "share": Share,
    "amount": Amount,
}
