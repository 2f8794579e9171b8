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
    third_person: str = ""  # and of verbs that say what somebody else does
    periods: Mapping[str, str] = NONE  # "per month", by unit
    lowest: str = ""  # pay of which only the least is known: "from {}"
    highest: str = ""  # and only the most: "up to {}"
    thousands: str = ""  # what parts the thousands of a sum
    decimal: str = "."
    grouped_from: int = 1000  # the least sum whose thousands are parted
    last_joint: str = ""  # between the last two of several towns
    leads: Mapping[str, str] = NONE  # before a list, by section of the listing
    short_leads: Mapping[str, str] = NONE  # before a list of one item, or in bullets
    object_leads: Mapping[str, str] = NONE  # before items in a case that their heading asked for
    own_names: Mapping[str, str] = NONE  # of towns, by English name
    modes: Mapping[str, str] = NONE  # of work, by what boards write in a location field


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
    role_names: Listed = ()  # patterns around the role's name, which is the group, in a sentence
    actors: Listed = ()  # those who act in a sentence
    unfit: Listed = ()  # how questions and stories begin
    cut: Listed = ()  # abbreviations; a sentence that ends in one was cut there
    whole: Listed = ()  # patterns of how a bullet begins that is a whole sentence
    items: Listed = ()  # patterns of how an item begins that looks like a sentence
    fragments: Listed = ()  # patterns of what looks like a sentence and is none
    fragment_ends: Listed = ()  # and of how it ends
    broken_items: Listed = ()  # patterns of items that their heading began: "who has"
    restarts: Listed = ()  # words that, with a capital inside a sentence, begin another one
    hours: Listed = ()  # words of when one works, near the start of an item
    readers: Listed = ()  # words that speak to whoever applies: "your"
    finite: Listed = ()  # words that every sentence has one of: subjects, and verbs in their forms
    finite_ends: Listed = ()  # patterns of more such words
    subjects: Listed = ()  # of them, those that act
    item_starts: Listed = ()  # patterns of how items begin, also where the space before is lost
    joined: Listed = ()  # words that stand inside another where a space was lost
    copulas: Listed = ()  # they make a sentence of what begins like an item: "are"
    verdicts: Listed = ()  # patterns of how a text ends that makes a sentence of it: "is needed"
    subordinate: Listed = ()  # unless one of these stands before them: "that"
    infinitive: Listed = ()  # a verb behind one of these is in no such form: "to"
    addressed: Listed = ()  # verbs whose subject an item left in its heading: "who has"
    infinitives: Listed = ()  # patterns of how a duty begins, that is no requirement
    needless: Listed = ()  # patterns before a requirement that it can do without: "must have"
    objects: Mapping[str, Listed] = NONE  # patterns of items in such a case, by section
