"""Block: a heading, a bullet or a text of a description before its lines are numbered."""

from typing import NamedTuple

from summariser.domain.document import LineKind


class Block(NamedTuple):
    """A piece of a description; `after_gap` where an empty line or a new paragraph comes first."""

    kind: LineKind
    text: str
    after_gap: bool = False
