"""Chunks: everything is in one, none is too large, and they are cut where it reads well."""

from hypothesis import given
from hypothesis import strategies as st

from summariser.domain.document import Document, Line, LineKind, Section
from summariser.llm.budget import TokenBudget
from summariser.llm.chunking import Chunk, split_document
from tests.models import any_lines, any_model, document_of

BUDGET = TokenBudget(any_model(), "en")


def split(document: Document, room: int) -> tuple[Chunk, ...]:
    return split_document(document, room, BUDGET)


def tokens(lines: tuple[Line, ...]) -> int:
    return sum(map(BUDGET.line_tokens, lines))


def text_by_number(document: Document, chunks: tuple[Chunk, ...]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for chunk in chunks:
        for line in chunk.lines(document):
            texts[line.number] = texts.get(line.number, "") + line.text
    return texts


words = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12))
texts = st.one_of(
    words.map(" ".join),
    st.integers(1, 400).map(lambda count: "You bake bread at night. " * count),
    st.integers(1, 3000).map("9".__mul__),
)
line_kinds = st.sampled_from([LineKind.TEXT, LineKind.BULLET, LineKind.HEADING])
documents = st.lists(
    st.tuples(texts, line_kinds, st.sampled_from(list(Section))), min_size=1, max_size=30
).map(
    lambda rows: document_of(
        [
            Line(number=number, text=text, kind=kind, section=section)
            for number, (text, kind, section) in enumerate(rows, start=1)
        ]
    )
)


@given(documents, st.integers(60, 600))
def should_put_every_character_of_every_line_in_one_chunk(document: Document, room: int) -> None:
    chunks = split(document, room)
    assert text_by_number(document, chunks) == {line.number: line.text for line in document.lines}


@given(documents, st.integers(60, 600))
def should_never_exceed_the_room(document: Document, room: int) -> None:
    assert all(tokens(chunk.lines(document)) <= room for chunk in split(document, room))


@given(documents, st.integers(60, 600))
def should_never_end_on_a_heading_that_has_lines_behind_it(document: Document, room: int) -> None:
    headings = {line.number for line in document.lines if line.kind is LineKind.HEADING}
    short = {line.number for line in document.lines if BUDGET.line_tokens(line) <= room / 4}
    for chunk in split(document, room)[:-1]:
        followed = chunk.last + 1 in headings  # several that no half of the room holds together
        assert chunk.last not in headings & short or followed


def should_need_as_few_chunks_as_there_can_be() -> None:
    lines = any_lines(*["You bake bread and rolls for the shops of the town every night."] * 60)
    each = tokens(lines[:1])
    assert len(split(document_of(lines), each * 20)) == 3
    assert len(split(document_of(lines), each * 19)) == 4


def should_make_chunks_of_about_one_size() -> None:
    lines = any_lines(*["You bake bread and rolls for the shops of the town every night."] * 50)
    each = tokens(lines[:1])
    sizes = [c.last - c.first + 1 for c in split(document_of(lines), each * 24)]
    assert len(sizes) == 3
    assert max(sizes) - min(sizes) <= 1


def should_rather_cut_where_a_section_ends() -> None:
    duties = any_lines(*["You bake bread and rolls for the town."] * 12, section=Section.DUTIES)
    asked = any_lines(
        *["You have baked bread before, in a shop."] * 9, section=Section.REQUIREMENTS
    )
    lines = [line.model_copy(update={"number": i + 1}) for i, line in enumerate(duties + asked)]
    first, second = split(document_of(lines), tokens(tuple(lines)) * 2 // 3)
    assert (first.last, second.first) == (12, 13)


def should_keep_a_heading_with_the_line_behind_it() -> None:
    lines = any_lines(*["You bake bread all night."] * 5, "# Pay", "Thirty euros an hour. " * 7)
    room = tokens(lines[:6])
    first, second = split(document_of(lines), room)
    assert (first.last, second.first) == (5, 6)


def should_split_a_long_line_at_the_end_of_a_sentence() -> None:
    (line,) = any_lines("You bake bread at night. " * 100)
    chunks = split(document_of([line]), 120)
    assert all(chunk.lines(document_of([line]))[0].text.endswith(". ") for chunk in chunks[:-1])


def should_split_a_sentence_without_end_between_words() -> None:
    (line,) = any_lines("bread and butter and " * 500)
    for chunk in split(document_of([line]), 100)[:-1]:
        assert chunk.lines(document_of([line]))[0].text.endswith(" ")


def should_split_300_kilobytes_in_one_line() -> None:
    (line,) = any_lines("You bake 40 loaves a night, at 23.50 an hour. " * 6600)
    document = document_of([line])
    chunks = split(document, 1000)
    assert text_by_number(document, chunks) == {1: line.text}
    assert all(tokens(chunk.lines(document)) <= 1000 for chunk in chunks)
