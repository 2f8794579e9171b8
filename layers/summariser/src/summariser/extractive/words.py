"""Words: a text's words, in the forms that candidates are judged by."""

from summariser.language.words import COMPOUND, SPACELESS

FIRST = 5  # words: what stands near a text's start


class Words:
    """A text as words in lower case, for phrases to be found in."""

    __slots__ = ("all", "line", "lower", "spaceless")

    def __init__(self, text: str) -> None:
        self.lower = text.lower().replace("’", "'")
        self.spaceless = not text.isascii() and bool(SPACELESS.search(text))
        self.line = COMPOUND.findall(self.lower)
        self.all = frozenset(self.line)

    def content(self) -> frozenset[str]:
        """Find the words that carry meaning: the longer ones, and numbers."""
        if self.spaceless:  # pairs of characters stand in for words
            return frozenset(map("".join, zip(self.lower, self.lower[1:], strict=False)))
        return frozenset([word for word in self.all if len(word) > 3 or word[0].isdigit()])
