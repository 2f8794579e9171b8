"""Tokens as the simulator counts them, independently of the product's own estimates."""

import re

# Figures and signs are tokens of their own, and words are parted as byte-pair encodings part them:
# short ones whole, long ones and those with other than ASCII letters in several pieces.
PIECE = re.compile(r"\d|[^\W\d_]+|[^\w\s]|_|\n|[ \t]{2,}")
WHOLE, PART = 11, 3  # letters of a word that stays whole, and of a part of a longer one


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
