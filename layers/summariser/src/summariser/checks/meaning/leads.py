"""Leads: headings, and lines such as "Nice to have:", that make wishes of the lines below them."""

from summariser.checks.meaning.modality import Modality, heading_modality
from summariser.checks.meaning.passages import read_passages
from summariser.domain.document import Document, Line, LineKind

LONGEST = 12  # words of a line that leads others


def led_lines(document: Document) -> dict[int, Modality]:
    """Give the lines that a lead makes a wish, or leaves open, by number."""
    led, follows_lead = Modality.PLAIN, False
    section = kind = None  # of the lines that are led
    found: dict[int, Modality] = {}
    for line in document.body:
        says = _leads(line, document.language)
        if says is not None:
            led = led if follows_lead and says is Modality.PLAIN else says
            section, kind = line.section, None
        elif line.section is not section or (kind or line.kind) is not line.kind:
            led = Modality.PLAIN  # another part begins, though no heading says so
        else:
            kind = line.kind
        follows_lead = says is not None
        if led is not Modality.PLAIN:
            found[line.number] = led
    return found


def _leads(line: Line, language: str) -> Modality | None:
    """Say what a line makes of those below it; none where it leads none."""
    text = line.text.strip()
    count, colon = len(text.split()), text.endswith(":")
    heads = line.kind is LineKind.HEADING or (count <= LONGEST and colon)
    if not heads and (count > LONGEST or line.kind is LineKind.BULLET):
        return None
    says = heading_modality(read_passages(text, language), heads=heads, colon=colon)
    return says if heads or says is not Modality.PLAIN else None
