"""Employer: an agency told as the employer, or a client that no line names."""

from collections.abc import Sequence

from summariser.checks.grounding.text_facts import fold
from summariser.checks.meaning.passages import Passage
from summariser.language.phrases import words

FEWEST = 2  # words of a text that stand in the line about the client


def confused_employer(
    claim: Sequence[Passage], lines: Sequence[Passage], listing: Sequence[Passage], company: str
) -> str | None:
    """Give what a text says of the company that its lines say of the company's client."""
    name = [word for word in words(fold(company)) if len(word) > 2][:1]
    for passage in claim:
        keys = passage.keys("employer")
        if "client" in keys and not any("client" in it.keys("employer") for it in listing):
            return "client"
        hires = "hiring" in keys and "own" not in keys
        if not name or name[0] not in passage.words or "for_another" in keys or hires:
            continue
        for line in lines:
            if "client" not in line.keys("employer") or name[0] in line.words:
                continue
            shared = [stem for stem in set(passage.stems.values()) if line.find(stem)]
            if len(shared) >= (1 if "own" in keys else FEWEST):
                return name[0]
    return None
