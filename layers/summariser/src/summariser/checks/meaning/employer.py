"""Employer: an agency told as the employer, or a client that no line names."""

from collections.abc import Iterator

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.passages import Passage
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode
from summariser.language.folding import fold
from summariser.language.words import words

FEWEST = 2  # words of a text that stand in the line about the client


def confused_employer(statement: Statement) -> Iterator[Problem]:
    """Find what a text says of the company that its lines say of the company's client."""
    name = [word for word in words(fold(statement.company or "")) if len(word) > 2][:1]
    for passage in statement.told:
        keys = passage.keys("employer")
        if "client" in keys:
            if not any("client" in line.keys("employer") for line in statement.listing):
                yield Problem(
                    FindingCode.EMPLOYER_CHANGED, "client", "is named nowhere in the listing"
                )
        elif name and name[0] in passage.words and _speaks_of_client(passage, name[0], statement):
            yield Problem(
                FindingCode.EMPLOYER_CHANGED, name[0], "has a client, of which the lines speak"
            )


def _speaks_of_client(passage: Passage, name: str, statement: Statement) -> bool:
    keys = passage.keys("employer")
    if "for_another" in keys or ("hiring" in keys and "own" not in keys):
        return False
    for line in statement.known:
        if "client" not in line.keys("employer") or name in line.words:
            continue
        shared = {stem for stem in passage.stems.values() if line.find(stem)}
        shared -= {stem for stem in shared if any(field.find(stem) for field in statement.fields)}
        if len(shared) >= FEWEST or "own" in keys:
            return True
    return False
