"""Preparation: from a listing as published to a Document."""

import re

from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.domain.listing import Listing
from summariser.language.detection import detect_language
from summariser.preparation.blocks import Block
from summariser.preparation.cleaning import (
    clean_characters,
    decode_entities,
    mask_contacts,
    may_hold_contacts,
)
from summariser.preparation.emptiness import refuse_empty, refuse_shattered
from summariser.preparation.lines import split_blocks
from summariser.preparation.markup import read_blocks
from summariser.preparation.navigation import leave_out_navigation
from summariser.preparation.persons import mask_persons
from summariser.preparation.sections import label_sections
from summariser.preparation.suspicion import find_suspects, is_suspect

_FIELD_SECTIONS = {
    Field.TITLE: Section.INTRODUCTION,
    Field.COMPANY: Section.INTRODUCTION,
    Field.LOCATION: Section.INTRODUCTION,
    Field.EMPLOYMENT_TYPE: Section.LOGISTICS,
    Field.SALARY: Section.COMPENSATION,
}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def prepare_document(listing: Listing, *, listing_id: str, version: int) -> Document:
    """Read a listing as numbered, labelled lines.

    Raises `ListingHasNoText` where its description holds nothing that could be summarised.
    """
    blocks = leave_out_navigation(read_blocks(listing.description))
    refuse_shattered(blocks)
    text = "\n".join(block.text for block in blocks)
    refuse_empty(text)
    language = detect_language(text, declared=listing.language)
    cut = split_blocks(blocks, language)
    refuse_shattered(cut)
    lines = _field_lines(listing)
    body = _mask(cut, known="\n".join(line.text for line in lines))
    suspects = find_suspects(body)
    first = len(lines) + 1
    for at, (block, section) in enumerate(zip(body, label_sections(body, language), strict=True)):
        lines.append(
            Line(
                number=first + at,
                text=block.text,
                kind=block.kind,
                section=section,
                suspect=at in suspects,
            )
        )
    return Document(listing_id=listing_id, version=version, language=language, lines=tuple(lines))


def _mask(lines: list[Block], known: str) -> list[Block]:
    """Mask contacts line by line; most listings have none, which one search tells."""
    if may_hold_contacts("\n".join(line.text for line in lines)):
        lines = [Block(line.kind, mask_contacts(line.text), line.after_gap) for line in lines]
    return mask_persons(lines, known)


def _field_lines(listing: Listing) -> list[Line]:
    texts = {field: _clean_field(getattr(listing, field.value)) for field in _FIELD_SECTIONS}
    present = [field for field, text in texts.items() if text]
    return [
        Line(
            number=number,
            text=texts[field],
            kind=LineKind.FIELD,
            section=_FIELD_SECTIONS[field],
            field=field,
            suspect=is_suspect(texts[field]),
        )
        for number, field in enumerate(present, start=1)
    ]


def _clean_field(value: str | None) -> str:
    if not value:
        return ""
    text = clean_characters(decode_entities(clean_characters(value)))
    text = _TAG.sub(" ", text) if "<" in text else text
    text = mask_contacts(" ".join(text.split()), in_sentences=False)
    return text if any(map(str.isalnum, text)) else ""
