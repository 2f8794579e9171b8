"""Token count of the simulator, independent of the estimates in the layer."""

import re

# Digits and signs are single tokens. Words are split as byte-pair encodings split them: short ones
# are whole, long ones and those with non-ASCII letters are several pieces.
PIECE = re.compile(r"\d|[^\W\d_]+|[^\w\s]|_|\n|[ \t]{2,}")
WHOLE, PART = 11, 3  # letters of the longest whole word, and of a piece of a longer one


def count_tokens(text: str) -> int:
    """Count the tokens of a text."""
    return sum(map(_pieces, PIECE.findall(text)))


def _pieces(word: str) -> int:
    if len(word) == 1:
        return 1 if word.isascii() else 2
    other = sum(not letter.isascii() for letter in word)
    if not other and len(word) <= WHOLE:
        return 1
    return -(-(len(word) - other) // PART) + other
