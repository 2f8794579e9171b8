"""What a language pack holds, section by section; each class is the TOML table of its name.

A phrase is words, as `phrases.Phrases` reads them; a pattern is a regular expression that small
letters are searched with.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

NONE: Mapping[str, Any] = {}
Listed = tuple[str, ...]


class Detection(NamedTuple):
    """How a text shows that it is in this language."""

    frequent: Listed = ()  # the most frequent words of running text
    script: str = ""  # characters, and ranges of them, that no other language of listings has
    share: float = 0.0  # of a text's letters that must be in that script
    mixes_latin: bool = False  # names and terms of trade are in Latin letters all the same
    rank: int = 99  # of two languages that fit a text equally well, the lower rank is chosen
    close_to: Listed = ()  # languages that a sentence of this one may be mistaken for


class Words(NamedTuple):
    """Small words, and words that say what kind of line they stand in."""

    small: Listed = ()  # they stand between others and mean nothing alone
    openers: Listed = ()  # a heading inside a text never begins with one
    and_words: Listed = ()
    or_words: Listed = ()
    clause_starts: Listed = ()  # a sentence may end before one and be whole
    compounds: bool = False  # words are joined into one
    fact_labels: Listed = ()  # labels of what is no duty, requirement or benefit
    dummy: Listed = ()  # words of text that only fills a page: lorem ipsum
    credentials: Listed = ()  # one of these says enough to be a list's only item
    numbered_jobs: Listed = ()  # they stand before the number of one of several jobs


class Gender(NamedTuple):
    """Endings that name men and women in one word."""

    after_mark: Listed = ()  # Kolleg*innen
    in_brackets: Listed = ()  # candidat(e)
    joined: Listed = ()  # with a capital and no mark: KollegInnen


class Headings(NamedTuple):
    """Phrases of the headings over each section of a listing."""

    introduction: Listed = ()
    duties: Listed = ()
    requirements: Listed = ()
    compensation: Listed = ()
    logistics: Listed = ()
    application: Listed = ()
    other: Listed = ()


class Cues(NamedTuple):
    """Phrases by the section that their line is likely to belong to."""

    certain: Mapping[str, Listed] = NONE  # they hardly stand anywhere else
    strong: Mapping[str, Listed] = NONE
    weak: Mapping[str, Listed] = NONE


class Navigation(NamedTuple):
    """What a page says around a listing."""

    lines: Listed = ()  # buttons and links, whole
    inside: Listed = ()  # phrases in the midst of a text that lost its line breaks
    ends: Listed = ()  # phrases after which nothing of the listing comes


class Contacts(NamedTuple):
    """How addresses and numbers to call are written out."""

    at: Listed = ()  # words for the sign in an e-mail address
    dot: Listed = ()
    phone: Listed = ()  # patterns of what stands before a number to call
    persons: Listed = ()  # nouns for who answers questions, by how they begin
    links: Listed = ()  # between such a noun and a name: "is"
    calls: Listed = ()  # what a sentence begins with that says whom to ask
    titles: Listed = ()  # before a person's name


class Fields(NamedTuple):
    """How boards fill the fields of a listing."""

    junk: Listed = ()  # values that say nothing
    no_place: Listed = ()  # a place with one of these is not one to be "in"
    particles: Listed = ()  # they stay small in a name
    acronyms: Listed = ()  # they stay in capitals
    noise: Listed = ()  # patterns of what is no part of a title
    calls: Listed = ()  # patterns before a title that call out: "we are hiring"
    articles: Listed = ()  # patterns between such a call and the title
    title_headings: Listed = ()  # patterns of headings that stand before a title
    title_labels: Listed = ()  # patterns of labels before a title and a colon
    title_endings: Listed = ()  # words after a title: "wanted"
    camel_names: Listed = ()  # names with a capital inside: YouTube
    place_labels: Listed = ()  # patterns before the town that one works in: "Standort:"
    dotted_endings: Listed = ()  # behind a full stop in a name: Node.js
    boards: Listed = ()  # job boards that stand where the company should
    page_titles: Listed = ()  # patterns of a board's page title, with company, role and place


class Lowercase(NamedTuple):
    """Words that lose their capital inside a sentence."""

    patterns: Listed = ()  # of words
    verbs: Listed = ()  # of what one does
    third_person: Listed = ()  # of what somebody else does
    capital_nouns: bool = False  # nouns keep theirs
    after_nouns: Listed = ()  # they show that the word before them is a noun


class Abbreviations(NamedTuple):
    """Short forms with a full stop."""

    inside: Listed = ()  # a sentence goes on after one
    may_end: Listed = ()  # unless it is one of these
    ends_well: Listed = ()  # a sentence may end in one
    keeps_stop: Listed = ()  # an item that ends in one keeps its full stop
    examples: Listed = ()  # a bracket that begins with one holds examples
    before_more: Listed = ()  # a line is never cut behind one: what it belongs to comes next


class Pay(NamedTuple):
    """How pay is spoken of."""

    labels: Listed = ()  # in any listing, whatever its language
    extras: Listed = ()  # amounts beside these are not what the job pays
    cues: Listed = ()  # in listings of this language
    gross: Listed = ()  # they stand between a sum and its period
    per: Listed = ()
    periods: Mapping[str, Listed] = NONE  # phrases, by unit of time


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


class Concepts(NamedTuple):
    """Phrases of what a listing may promise or demand; each is a concept in every language."""

    contracts: Mapping[str, Listed] = NONE
    levels: Mapping[str, Listed] = NONE
    credentials: Mapping[str, Listed] = NONE
    benefits: Mapping[str, Listed] = NONE


class Address(NamedTuple):
    """Words that address a reader; one with a capital counts only inside a sentence."""

    formal: Listed = ()
    informal: Listed = ()


class Negations(NamedTuple):
    """Patterns of how a text says that something is not needed."""

    waives: Listed = ()
    leaves_open: Listed = ()  # and of how a line says so too, or leaves it open


class Meaning(NamedTuple):
    """What changes a claim without changing what it is about: phrases by topic and key.

    They are read without accents; "*" alone stands for any word.
    """

    alternatives: Mapping[str, Listed] = NONE
    bounds: Mapping[str, Listed] = NONE
    conditions: Mapping[str, Listed] = NONE
    employer: Mapping[str, Listed] = NONE
    languages: Mapping[str, Listed] = NONE
    levels: Mapping[str, Listed] = NONE
    modality: Mapping[str, Listed] = NONE
    negation: Mapping[str, Listed] = NONE
    pay: Mapping[str, Listed] = NONE
    shifts: Mapping[str, Listed] = NONE
    weekdays: Mapping[str, Listed] = NONE
    workplace: Mapping[str, Listed] = NONE


class Fairness(NamedTuple):
    """Wording that keeps people away; linguists and the legal team own it.

    Each entry has `phrases`, a `grade` ("wrong" for an explicit demand on who somebody is,
    "note" for what should be said otherwise), a `reason`, and `better` words (empty: leave it out).
    """

    wordings: tuple[Mapping[str, Any], ...] = ()


class Frames(NamedTuple):
    """Words that present what a listing has and name none of it, by how they begin."""

    words: Listed = ()  # without accents; they count for no support where lines have other ones
    offers: Listed = ()  # of those that offer something to who takes the job


class Endings(NamedTuple):
    """How a sentence may end, and how what follows a whole one begins."""

    may_end: Listed = ()  # a sentence mostly goes on behind one, but may end with it
    ends: Listed = ()  # abbreviations that end a sentence as any word does
    articles: Listed = ()  # in languages that put adjectives before their noun
    begins: Listed = ()  # behind a noun they begin something new


class Names(NamedTuple):
    """Words that tell names from other words with a capital."""

    common: Listed = ()  # words in capitals that name nobody
    legal_forms: Listed = ()  # behind a company's name
    verbs: Listed = ()  # what a company does, right behind its name
    openers: Listed = ()  # they open a sentence before such a verb, and are no names
    before_names: Listed = ()  # where nouns have capitals: words before a name without an article
    nouns: Listed = ()  # nouns that stand behind those words
    noun_ends: Listed = ()
    copulas: Listed = ()  # "is": behind a name only before one of the complements
    complements: Listed = ()
    aliases: Listed = ()  # words that stand for each other, with spaces between
