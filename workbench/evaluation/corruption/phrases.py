"""Corruptions of meaning: phrases that say another thing of the same subject, from phrases.toml."""

import random
import re

from workbench.evaluation.corruption.case import Case, Corrupted, Corruption
from workbench.evaluation.corruption.lists import phrases


def swap(topic: str) -> Corruption:
    """Make the corruption that puts one of a topic's phrases in the place of another."""

    def corruption(case: Case, rng: random.Random) -> Corrupted | None:
        text = case.sentence.text
        pairs = [pair for pair in phrases()[topic].get(case.document.language, ()) if pair[0]]
        rng.shuffle(pairs)
        for phrase, other in pairs:
            found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)
            if found is None or (other and other.lower() in case.cited.lower()):
                continue
            changed = f"{text[: found.start()]}{other}{text[found.end() :]}"
            return case.with_text(" ".join(changed.split()).replace(" .", "."))
        return None

    return corruption
