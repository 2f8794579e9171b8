"""Page titles: what a board calls its page has company, role and place in one line."""

import re
from functools import cache

from summariser.domain.document import Document, Field
from summariser.extractive.fields import listed
from summariser.language.contents import Fields
from summariser.language.packs import PACKS

BOARDS = re.compile(r"(?:\s*\|[^|]*)+$")  # "| Board", and what was cut of its name


def split_page_title(document: Document) -> Document:
    """Put a page title's parts where they belong, where a job board stands as the company.

    The lines keep their numbers; the title's has all of it.
    """
    title, company = (document.fields.get(name) for name in (Field.TITLE, Field.COMPANY))
    if not (title and company) or company.text.lower() not in listed("boards"):
        return document
    match = _pattern().fullmatch(BOARDS.sub("", title.text).strip())
    if match is None:
        return document
    parts = {name.rstrip("0123456789"): part for name, part in match.groupdict().items() if part}
    texts = {
        Field.TITLE: parts["role"],
        Field.COMPANY: parts["company"],
        Field.LOCATION: parts["place"],
    }
    lines = [
        line.model_copy(update={"text": texts[line.field]}) if line.field in texts else line
        for line in document.lines
    ]
    return Document.model_validate({**document.model_dump(), "lines": lines})


@cache
def _pattern() -> re.Pattern[str]:
    patterns = [
        re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{number}>", pattern)
        for number, pattern in enumerate(PACKS.union(Fields, "page_titles"))
    ]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
