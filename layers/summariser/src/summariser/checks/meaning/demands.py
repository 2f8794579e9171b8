"""Demands: a wish told as a demand, a demand told as a wish, item by item."""

from collections.abc import Iterator, Sequence

from summariser.checks.grounding.claims import Problem
from summariser.checks.meaning.modality import Modality, modalities
from summariser.checks.meaning.passages import Passage, is_generic
from summariser.checks.meaning.statement import Statement
from summariser.domain.finding_codes import FindingCode


def changed_modality(statement: Statement) -> Iterator[Problem]:
    """Find the items of a text that are asked for otherwise than in its lines."""
    known = [(passage, modalities(passage)) for passage in statement.known]
    for passage in statement.told:
        told = modalities(passage)
        for item in passage.items:
            for modality in sorted({told[at] for at in item}):
                at = [word for word in item if told[word] is modality]
                found = _in_lines(passage, at, known)
                if found and _contradicts(modality, found):
                    shown = " ".join(passage.words[word] for word in at)
                    yield Problem(
                        FindingCode.MODALITY_CHANGED, shown, f"is {min(found)} in the lines"
                    )


def _contradicts(told: Modality, found: set[Modality]) -> bool:
    if told is Modality.MUST:
        return found <= {Modality.WISH, Modality.WAIVED}
    if told is Modality.PLAIN:
        return found == {Modality.WISH}
    if told is Modality.WISH:
        return found <= {Modality.MUST, Modality.PLAIN}
    return False


def _in_lines(
    passage: Passage, at: Sequence[int], known: Sequence[tuple[Passage, list[Modality]]]
) -> set[Modality]:
    """Give the modalities that the lines have for an item; none where no word stands there."""
    stems = [
        passage.stems[word]
        for word in at
        if word in passage.stems and not is_generic(passage.words[word], passage.language)
    ]
    return {told[place] for line, told in known for stem in stems for place in line.find(stem)}
