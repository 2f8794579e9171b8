"""Names that begin with a full stop, which is taken for the end of a sentence."""

from collections.abc import Iterable, Iterator


def whole_names(segments: Iterable[str]) -> Iterator[str]:
    """Put a name that begins with a full stop together again: "services in ." and "NET Core"."""
    before = ""
    for segment in segments:
        if segment.endswith(" ."):
            before += segment
            continue
        yield before + segment
        before = ""
    if before:
        yield before
