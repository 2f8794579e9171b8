"""What a language pack holds of figures: dates, numbers, units, bounds and money.

As in `contents`, each class is the TOML table of its name.
"""

from collections.abc import Mapping
from typing import NamedTuple

from summariser.language.contents import NONE, Listed


class Dates(NamedTuple):
    """How dates are written."""

    months: Mapping[str, Listed] = NONE  # names and short forms by number, `tammikuu*` begins one
    ambiguous: Listed = ()  # months that mean something else too: never a date alone
    ordinals: Listed = ()  # behind a day: 1st
    of: Listed = ()  # between a day, a month and a year
    stop_after_day: bool = False  # a day is written with a full stop: 1. August
    before_days: Listed = ()  # they stand before a day: "ab 1."


class Numbers(NamedTuple):
    """Written numbers."""

    units: Listed = ()  # from 0
    tens: Listed = ()  # from 20
    joined: str = ""  # between a unit and its ten, in one word: fünfundzwanzig
    one: str = ""  # in such a word
    more: Mapping[str, int] = NONE


class Units(NamedTuple):
    """What figures count."""

    time: Mapping[str, Listed] = NONE  # phrases, by unit
    weekly: Listed = ()  # phrases by which a line speaks of hours a week
    percent: Listed = ()


class Bounds(NamedTuple):
    """What makes a figure a bound, an estimate or one end of a range."""

    before: Listed = ()
    after: Listed = ()
    silent: Listed = ()  # between such a word and the figure
    joints: Listed = ()  # between the ends of a range
    between: Listed = ()  # before a range whose ends an "and" joins


class Money(NamedTuple):
    """Currencies, and what multiplies a sum."""

    currencies: Mapping[str, Listed] = NONE  # by ISO code; KR is any crown
    scales: Mapping[str, Listed] = NONE  # by factor
