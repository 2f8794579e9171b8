"""The line protocol: strict in what counts, kind in the rest."""

import pytest

from summariser.domain.document import Section
from summariser.llm.line_protocol import find_lines, parse, parse_notes
from summariser.llm.notes import Note

SOURCES = {
    1: "Night baker",
    2: "You bake 400 loaves of rye bread every night.",
    3: "We pay 2,600 euros a month.",
}
TAGS = ("preview", "chat")


def entries(
    text: str, *, truncated: bool = False
) -> list[tuple[tuple[str, ...], str, tuple[int, ...]]]:
    found = parse(text, TAGS, SOURCES, truncated=truncated).entries
    return [(entry.tags, entry.text, entry.lines) for entry in found]


def should_read_a_sentence_with_its_products_and_lines() -> None:
    assert entries("preview,chat| You bake rye bread. [2]\nEND") == [
        (("preview", "chat"), "You bake rye bread.", (2,))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "preview| You bake rye bread. [2]",
        "- preview | You bake rye bread. [2]",
        "1. preview| You bake rye bread. [2]",
        "**preview**| You bake rye bread. [2]",
        "**preview|** You bake rye bread. [2]",
        "Preview| You bake rye bread. [line 2]",
        "preview| You bake rye bread [2].",
        "preview| You bake\nrye bread. [2]",
    ],
)
def should_read_it_however_it_is_marked(line: str) -> None:
    assert entries(line) == [(("preview",), "You bake rye bread.", (2,))]


def should_ignore_chatter_before_and_behind() -> None:
    text = (
        "Sure! Here are the summaries:\n\npreview| You bake rye bread. [2]\nEND\n"
        "preview| I hope this helps. [1]"
    )
    assert [entry[1] for entry in entries(text)] == ["You bake rye bread."]


def should_ignore_products_that_do_not_exist() -> None:
    assert entries("billboard| Buy bread. [2]\npreview,billboard| You bake bread. [2]") == [
        (("preview",), "You bake bread.", (2,))
    ]


def should_part_sentences_that_share_a_line() -> None:
    assert entries("chat| You bake bread. [2] You earn 2,600 euros. [3]") == [
        (("chat",), "You bake bread.", (2,)),
        (("chat",), "You earn 2,600 euros.", (3,)),
    ]


def should_keep_a_sentence_whole_that_cites_in_its_middle() -> None:
    assert entries("chat| You bake bread [2] for 2,600 euros [3].") == [
        (("chat",), "You bake bread for 2,600 euros.", (2, 3))
    ]


@pytest.mark.parametrize("citation", ["[1-3]", "[1–3]", "[1, 2, 3]", "[1;2;3]", "[1 to 3]"])
def should_read_lists_and_ranges_of_lines(citation: str) -> None:
    assert entries(f"chat| You bake bread. {citation}")[0][2] == (1, 2, 3)


def should_find_the_lines_that_a_sentence_forgot_to_cite() -> None:
    text = "chat| You bake 400 loaves of rye bread.\nchat| You earn 2,600 euros a month. [3]"
    assert entries(text)[0] == (("chat",), "You bake 400 loaves of rye bread.", (2,))


def should_not_find_lines_for_a_figure_that_stands_in_none() -> None:
    assert find_lines("You bake 900 loaves of rye bread every night.", SOURCES) == ()


def should_drop_and_count_what_rests_on_no_line() -> None:
    parsed = parse(
        "chat| You get a company car.\nchat| You bake. [2]", TAGS, SOURCES, truncated=False
    )
    assert [entry.text for entry in parsed.entries] == ["You bake."]
    assert parsed.dropped == 1


def should_not_take_numbers_of_lines_that_do_not_exist() -> None:
    assert entries("chat| You bake 400 loaves of rye bread. [2,77]")[0][2] == (2,)


def should_drop_and_count_a_last_line_that_was_cut_off() -> None:
    parsed = parse("chat| You bake. [2]\nchat| You earn 2,600", TAGS, SOURCES, truncated=True)
    assert [entry.text for entry in parsed.entries] == ["You bake."]
    assert parsed.dropped == 1


def should_drop_a_last_line_without_end_though_nobody_said_it_was_cut() -> None:
    parsed = parse("chat| You bake. [2]\nchat| We pay 2,600 euros", TAGS, SOURCES, truncated=False)
    assert parsed.dropped == 1


def should_know_that_a_product_has_room_for_nothing() -> None:
    assert parse("preview| NONE", TAGS, SOURCES, truncated=False).nothing_for == {"preview"}


def should_read_notes_by_aspect() -> None:
    notes = parse_notes("duties| Bakes 400 loaves [2]\npay| x [3]\nEND", SOURCES, truncated=False)
    assert notes.notes == (Note(aspect=Section.DUTIES, text="Bakes 400 loaves", lines=(2,)),)


def should_drop_a_note_that_is_too_long_to_be_one() -> None:
    notes = parse_notes(f"duties| {'bread ' * 200} [2]", SOURCES, truncated=False)
    assert (notes.notes, notes.dropped) == ((), 1)
