"""Claimed concepts: contracts, credentials and benefits that no line of a sentence names."""

from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.grounding.negations import is_waived
from summariser.checks.grounding.text_facts import SHORTEST_PART, TextFacts
from summariser.domain.finding_codes import FindingCode
from summariser.language.detection import frequent_words
from summariser.language.folding import fold
from summariser.language.lexicon import concepts, frames, offers

ADDED = {
    "contracts": FindingCode.CONTRACT_UNSUPPORTED,
    "credentials": FindingCode.CREDENTIAL_UNSUPPORTED,
    "benefits": FindingCode.BENEFIT_UNSUPPORTED,
    "levels": FindingCode.LEVEL_UNSUPPORTED,
}
OF_THE_JOB = frozenset({"contracts", "levels"})  # the listing's fields tell them too
DEGREES = ("bachelor", "master", "doctorate", "degree", "diploma")
FIELDED = {("credentials", name) for name in (*DEGREES, "vocational")}
FIELD_BEHIND = frozenset({"pl", "fr", "es", "it", "pt"})  # languages with adjectives behind nouns
GENERAL = {  # a concept that a more special one already says
    "degree": ("bachelor", "master", "doctorate"),
    "diploma": (*DEGREES, "vocational", "medical", "school", "apprenticeship", "certificate"),
    "certificate": (
        "forklift",
        "pmp",
        "cissp",
        "cfa",
        "scrum",
        "first_aid",
        "medical",
        "driving_licence",
        "diploma",
    ),
    "vocational": ("apprenticeship", "diploma"),
    "bachelor": ("degree",),
}


def unsupported_concepts(
    claim: TextFacts,
    lines: TextFacts,
    fields: TextFacts,
    whole: TextFacts,
    headed: TextFacts,
    *,
    of_work: bool,
) -> Iterator[Problem]:
    """Find contracts, credentials and benefits that neither the lines nor the fields name.

    A credential or a benefit that the listing names elsewhere is not made up. Where all lines are
    of duties and requirements (`of_work`), what may be a benefit is part of the work, unless the
    text offers it. `headed` are the lines with their headings.
    """
    named = lines.concepts | {it for it in fields.concepts if it[0] in OF_THE_JOB}
    names = {name for _, name in named | fields.concepts}
    waived = is_waived(claim, headed)
    for kind, name in sorted(claim.concepts - named):
        if name in names or not names.isdisjoint(GENERAL.get(name, ())):
            continue
        if kind not in OF_THE_JOB and (kind, name) in whole.concepts:
            continue
        if kind == "credentials" and waived:
            continue
        if kind == "benefits" and of_work and not _offers(claim):
            continue
        if kind in OF_THE_JOB or not _is_worded(claim, (kind, name), lines):
            yield Problem(ADDED[kind], name.replace("_", " "), "is named by none of the lines")


def unsupported_fields(claim: TextFacts, lines: TextFacts) -> Iterator[Problem]:
    """Find what a degree is in, where the lines name another: an adjective beside it."""
    if claim.language not in FIELD_BEHIND:
        return
    silent, common = frames(claim.language), frequent_words(claim.language)
    for found in concepts().find(claim.words):
        span = claim.words[found.start : found.start + found.length + 1]
        if found.value not in FIELDED or " ".join(span) not in claim.lower:
            continue  # it ends the text, or a mark stands between
        word = span[-1]
        plain = fold(word)
        if len(word) <= SHORTEST_PART or word in common or plain.startswith(silent):
            continue
        if not lines.tells(plain) and not concepts().values([word]):
            reason = "is named by none of the lines"
            yield Problem(FindingCode.CREDENTIAL_UNSUPPORTED, word, reason)


def _offers(claim: TextFacts) -> bool:
    return any(word.startswith(offers()) for word in claim.folded_words)


def _is_worded(claim: TextFacts, concept: tuple[str, str], lines: TextFacts) -> bool:
    """Whether the words by which a text names a concept stand in the lines, joined with others."""
    spans = [
        " ".join(claim.words[found.start : found.start + found.length])
        for found in concepts().find(claim.words)
        if found.value == concept
    ]
    return all(len(span) >= SHORTEST_PART and fold(span) in lines.folded for span in spans)
