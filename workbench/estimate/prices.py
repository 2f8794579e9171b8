"""Prices: what AWS asks for everything but tokens, read from prices.toml."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from workbench.errors import UsageError

PATH = Path(__file__).with_name("prices.toml")


class Price(BaseModel):
    """The price of one thing, by region."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str
    per: int
    read: date
    source: str
    unconfirmed: tuple[str, ...] = ()  # regions
    usd: Mapping[str, float]


class Prices:
    """The prices of one region, in US dollars for one unit."""

    def __init__(self, region: str, table: Mapping[str, Price]) -> None:
        self.region = region
        self._table = table
        self._asked: set[str] = set()

    def usd(self, name: str, units: float = 1.0) -> float:
        """Price so many units; raises `UsageError` where the region has no price."""
        price = self._table[name]
        if self.region not in price.usd:
            known = ", ".join(price.usd)
            raise UsageError(
                f"{PATH.name} has no price of {price.unit} ({name}) in {self.region}, only in: "
                f"{known}. Choose one with --region, or add it there."
            )
        self._asked.add(name)
        return units * price.usd[self.region] / price.per

    def knows(self, name: str) -> bool:
        """Whether the region has a price."""
        return self.region in self._table[name].usd

    @property
    def unconfirmed(self) -> list[str]:
        """Name the prices that were asked for and not found where they can be cited."""
        table = self._table
        return sorted(it for it in self._asked if self.region in table[it].unconfirmed)


@cache
def read_prices(path: Path = PATH) -> Mapping[str, Price]:
    """Read a file of prices."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Price.model_validate(table) for name, table in tables.items()}


def prices_in(region: str) -> Prices:
    """Give the prices of a region."""
    return Prices(region, read_prices())
