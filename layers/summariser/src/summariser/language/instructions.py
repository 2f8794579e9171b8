"""The sections of a language pack about instructions to machines, as in `contents`."""

from collections.abc import Mapping
from typing import NamedTuple

from summariser.language.contents import NONE, Listed


class Models(NamedTuple):
    """Text that talks to a model, or that a model says of itself."""

    spoken: Listed = ()  # patterns of what a model says of itself or of its task
    orders: Mapping[str, Listed] = NONE  # patterns of orders, by a text that is part of each
    look_alikes: Mapping[str, Listed] = (
        NONE  # of other alphabets, by the Latin letter they look like
    )


class Instructions(NamedTuple):
    """Words of instructions to whoever summarises a listing; "*" stands for how a word ends."""

    summaries: Listed = ()  # how the words for a summary begin
    notes: Listed = ()  # "note", "instruction": what introduces one
    musts: Listed = ()  # what a summary, or a machine, shall do
    readers: Listed = ()  # "whoever", "when": before who summarises
    listings: Listed = ()  # what is summarised
    renewed: Listed = ()  # "new", "corrected": beside a summary, in a heading
    machines: Listed = ()
    addressed: Listed = ()  # "to the AI"
    greetings: Listed = ()  # before a machine
    ignores: Listed = ()  # verbs that tell to ignore
    earlier: Listed = ()  # what shall be ignored
    phrases: Listed = ()  # enough by themselves
