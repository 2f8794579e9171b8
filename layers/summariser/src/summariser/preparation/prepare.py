"""Preparation: from a listing as published to a Document."""

import re
from itertools import zip_longest

from summariser.domain.document import Document, Field, LineKind, Section
from summariser.domain.listing import Listing
from summariser.language.detection import UNKNOWN, code_of, detect_language
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
from summariser.preparation.suspicion import find_suspects

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
    fields = _read_fields(listing)
    masked = _mask_contacts(cut)
    suspects = find_suspects(masked)  # before persons are masked, as both search one text
    body = mask_persons(masked, known="\n".join(fields.values()))
    sections = [*map(_FIELD_SECTIONS.__getitem__, fields), *label_sections(body, language)]
    blocks = [*(Block(LineKind.FIELD, text) for text in fields.values()), *body]
    suspects = [*find_suspects(blocks[: len(fields)]), *suspects]
    lines = [
        {
            "number": number,
            "text": block.text,
            "kind": block.kind,
            "section": section,
            "field": field,
            "suspect": suspect,
        }
        for number, (block, section, suspect, field) in enumerate(
            zip_longest(blocks, sections, suspects, fields), start=1
        )
    ]
    declared = code_of(listing.language)
    denied = None if declared in {language, UNKNOWN} else declared
    # Validated as a whole, since a call for each line takes twice the time.
    return Document.model_validate(
        {
            "listing_id": listing_id,
            "version": version,
            "language": language,
            "denied_language": denied,
            "lines": lines,
        }
    )


def _mask_contacts(lines: list[Block]) -> list[Block]:
    """Mask contacts line by line; most listings have none, which one search tells."""
    if not may_hold_contacts("\n".join(line.text for line in lines)):
        return lines
    masked = [mask_contacts(line.text) for line in lines]
    return [
        line if text is line.text else line._replace(text=text)
        for line, text in zip(lines, masked, strict=True)
    ]


def _read_fields(listing: Listing) -> dict[Field, str]:
    """Clean the fields that hold anything, in their order."""
    texts = {field: _clean_field(getattr(listing, field.value)) for field in _FIELD_SECTIONS}
    return {field: text for field, text in texts.items() if text}


def _clean_field(value: str | None) -> str:
    if not value:
        return ""
    text = clean_characters(value)
    text = clean_characters(decode_entities(text)) if "&" in text else text
    text = _TAG.sub(" ", text) if "<" in text else text
    text = mask_contacts(" ".join(text.split()), in_sentences=False)
    return text if any(map(str.isalnum, text)) else ""
