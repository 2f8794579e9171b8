"""Corruptions of form: cut sentences, and text that does not belong in a summary."""

import random

from summariser.domain.document import Field
from workbench.evaluation.corruption.case import Case, Corrupted

MIN_WORDS = 5


def cut(case: Case, rng: random.Random) -> Corrupted | None:
    """Cut off a sentence after a random word."""
    return _cut(case, rng, "")


def cut_and_stop(case: Case, rng: random.Random) -> Corrupted | None:
    """Cut off a sentence after a random word, and add a full stop."""
    return _cut(case, rng, ".")


def add_contact(case: Case, rng: random.Random) -> Corrupted | None:
    """Add an e-mail address, phone number or link."""
    contact = rng.choice(("jobs@example.com", "+49 30 0000 0000", "https://example.com/apply"))
    return case.with_text(f"{case.sentence.text.rstrip('.')}: {contact}.")


def add_markup(case: Case, rng: random.Random) -> Corrupted | None:
    """Put a sentence in Markdown or HTML."""
    mark = rng.choice(("**{}**", "## {}", "- {}", "<b>{}</b>", "`{}`"))
    return case.with_text(mark.format(case.sentence.text))


def shout(case: Case, rng: random.Random) -> Corrupted | None:
    """Put a sentence in capitals."""
    text = case.sentence.text
    return case.with_text(text.upper()) if len(text.split()) > 4 and text.upper() != text else None


def repeat(case: Case, rng: random.Random) -> Corrupted | None:
    """Repeat a sentence."""
    if len(case.sentence.text.split()) < MIN_WORDS:
        return None
    sentences = [*case.summary.sentences, case.sentence]
    return case.with_sentences(sentences, case.sentence)


def _cut(case: Case, rng: random.Random, stop: str) -> Corrupted | None:
    words = case.sentence.text.split()
    title = case.document.fields.get(Field.TITLE)
    if len(words) < MIN_WORDS or (title and title.number in case.sentence.lines):
        return None  # "Baker at Mill Bakery in Ghent" is complete without the place too
    kept = words[: rng.randint(2, len(words) - 2)]
    if kept[-1][-1] in ".;:!?" or kept[-1].endswith(","):
        kept[-1] = kept[-1].rstrip(".;:!?,")
        if stop:
            return None  # with a full stop, nothing shows that it was cut
    return case.with_text(" ".join(kept) + stop)
