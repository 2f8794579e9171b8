"""What a language pack holds to write with and to judge sentences by; see `contents`."""

from collections.abc import Mapping
from typing import NamedTuple

from summariser.language.contents import NONE, Listed


class Wording(NamedTuple):
    """What sentences are written with; `{}` is where a name goes."""

    company: str = ""
    place: str = ""
    stop: str = "."
    separator: str = "; "  # between the items of a list
    salary: str = ""  # the label before a sum
    actions: str = ""  # the lead of a list of verbs
    periods: Mapping[str, str] = NONE  # "per month", by unit
    lowest: str = ""  # pay of which only the least is known: "from {}"
    highest: str = ""  # and only the most: "up to {}"
    thousands: str = ""  # what parts the thousands of a sum
    decimal: str = "."
    grouped_from: int = 1000  # the least sum whose thousands are parted
    last_joint: str = ""  # between the last two of several towns
    leads: Mapping[str, str] = NONE  # before a list, by section of the listing
    short_leads: Mapping[str, str] = NONE  # before a list of one item, or in bullets
    own_names: Mapping[str, str] = NONE  # of towns, by English name


class Sentences(NamedTuple):
    """Phrases and patterns that sentences are judged by."""

    additive: Listed = ()  # near its start they show that what went before is missing
    connectors: Listed = ()  # so do these at its start
    anchors: Listed = ()  # unless one of these is what it goes on about
    apply: Listed = ()
    boilerplate: Listed = ()
    slogans: Listed = ()
    role: Listed = ()
    company: Listed = ()
    optional: Listed = ()
    vague: Listed = ()
    dangling: Listed = ()  # no sentence ends with one
    headings: Listed = ()  # labels that a line can do without
    actors: Listed = ()  # those who act in a sentence
    unfit: Listed = ()  # how questions and stories begin
    cut: Listed = ()  # abbreviations; a sentence that ends in one was cut there
    whole: Listed = ()  # patterns of how a bullet begins that is a whole sentence
    items: Listed = ()  # patterns of how an item begins that looks like a sentence
    fragments: Listed = ()  # patterns of what looks like a sentence and is none
