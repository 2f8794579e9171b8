"""What a description becomes, whatever form it was written in."""

import time

import pytest

from summariser.domain.document import LineKind
from summariser.preparation.blocks import Block
from summariser.preparation.markup import read_blocks

BAKERY = """
<h2>Your tasks</h2>
<ul><li>Bake bread &amp; rolls</li><li>Clean the <b>big</b> oven</li></ul>
<p>We start at four.</p>
"""
BAKERY_LINES = [
    (LineKind.HEADING, "Your tasks"),
    (LineKind.BULLET, "Bake bread & rolls"),
    (LineKind.BULLET, "Clean the big oven"),
    (LineKind.TEXT, "We start at four."),
]


def lines(description: str) -> list[tuple[LineKind, str]]:
    return [(block.kind, block.text) for block in read_blocks(description)]


def texts(description: str) -> list[str]:
    return [block.text for block in read_blocks(description)]


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("times", [0, 1, 2])
def should_keep_headings_bullets_and_order_however_often_html_was_escaped(times: int) -> None:
    description = BAKERY
    for _ in range(times):
        description = escape(description)
    assert lines(description) == BAKERY_LINES


@pytest.mark.parametrize(
    "description",
    [
        "## Your tasks\n\n* Bake bread & rolls\n* Clean the **big** oven\n\nWe start at four.",
        "**Your tasks**\n\n\\- Bake bread \\& rolls\n\\- Clean the big oven\n\nWe start at four.",
        "Your tasks:\n• Bake bread & rolls\n• Clean the big oven\n\nWe start at four.",
        "YOUR TASKS\n- Bake bread &amp; rolls\n- Clean the big oven\n\nWe start at four.",
        "Your tasks\n1. Bake bread & rolls\n2. Clean the big oven\n\nWe start at four.",
        "Your tasks\n✔️ Bake bread & rolls\n✔️ Clean the big oven\n\nWe start at four.",
        "Your tasks\n🥖 Bake bread & rolls\n🧽 Clean the big oven\n\nWe start at four.",
        "Your tasks\no  Bake bread & rolls\no  Clean the big oven\n\nWe start at four.",
        "Your tasks\n    Bake bread & rolls\n    Clean the big oven\n\nWe start at four.",
    ],
)
def should_read_markdown_and_plain_text_as_it_reads_html(description: str) -> None:
    kinds, found = zip(*lines(description), strict=True)
    assert kinds == tuple(kind for kind, _ in BAKERY_LINES)
    assert [text.rstrip(":").lower() for text in found] == [t.lower() for _, t in BAKERY_LINES]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var x = '<p>secret</p>';</script>",
        "<style>.secret { color: red }</style>",
        "<template><p>secret</p></template>",
        "<!-- secret <p>secret</p> -->",
        "<div hidden>secret</div>",
        "<div hidden><div>nested</div>secret</div>",
        '<p style="color:red; display: none">secret</p>',
        "<span style='visibility:hidden'>secret</span>",
        "<span style=font-size:0>secret</span>",
        '<p style="font-size: 0px;">secret</p>',
        '<div aria-hidden="true">secret</div>',
        "<noscript>secret</noscript>",
        "<iframe src=x>secret</iframe>",
        "<button>secret</button>",
        "<select><option>secret</option></select>",
        "<textarea>secret</textarea>",
        "<nav><a href='/'>secret</a></nav>",
        '<div role="navigation">secret</div>',
        '<a class="sr-only" href="#main">secret</a>',
    ],
)
def should_read_nothing_that_a_visitor_does_not_see(hidden: str) -> None:
    assert texts(f"<p>We bake.</p>{hidden}<p>You bake.</p>") == ["We bake.", "You bake."]


def should_keep_text_whose_style_only_sounds_hidden() -> None:
    assert texts('<p style="font-size:0.9em">We bake.</p><p data-hidden="no">You bake.</p>') == [
        "We bake.",
        "You bake.",
    ]


def should_reduce_links_to_their_text() -> None:
    assert texts('<p>See <a href="https://bakery.example">our shop</a>.</p>') == ["See our shop."]
    assert texts("See [our shop](https://bakery.example/a_b) ![logo](l.png) today") == [
        "See our shop today"
    ]


def should_take_a_bold_line_for_a_heading_but_not_a_labelled_value() -> None:
    assert lines("<p><strong>The bakery</strong></p><p><b>Location: Ghent</b></p>") == [
        (LineKind.HEADING, "The bakery"),
        (LineKind.TEXT, "Location: Ghent"),
    ]


@pytest.mark.parametrize(
    "heading", ["Das bringst du mit.", "What we offer.", "Wat bieden wij.", "Vos missions."]
)
def should_take_a_line_of_nothing_but_a_heading_for_one_though_it_has_a_full_stop(
    heading: str,
) -> None:
    first, second = read_blocks(f"{heading}\n- Kai 7\n- Kai 8")[:2]
    assert (first.kind, second.kind) == (LineKind.HEADING, LineKind.BULLET)


def should_take_a_bold_sentence_for_a_sentence() -> None:
    text = "**As our harbour pilot you bring the tall ships home, moor them and count the crates**"
    assert read_blocks(f"{text}\n- ropes\n- quays")[0].kind is LineKind.TEXT


def should_part_a_bold_heading_from_the_text_glued_to_it() -> None:
    assert lines("<p><strong>Your tasks</strong>Bake bread.</p>") == [
        (LineKind.HEADING, "Your tasks"),
        (LineKind.TEXT, "Bake bread."),
    ]


def should_set_a_row_of_a_table_as_label_and_value() -> None:
    assert texts("<table><tr><th>Salary</th><td>2,400 euros</td></tr></table>") == [
        "Salary: 2,400 euros"
    ]


def should_break_lines_where_text_with_a_few_tags_has_them() -> None:
    assert texts("We bake.\nYou <b>bake</b>.\n\n- Bread\n- Rolls\n- Cake\n") == [
        "We bake.",
        "You bake.",
        "Bread",
        "Rolls",
        "Cake",
    ]


def should_join_a_sentence_that_was_wrapped() -> None:
    wrapped = (
        "We are a bakery with forty years of experience in rye bread and we\n"
        "deliver to every village around the lake before six."
    )
    assert texts(wrapped) == [wrapped.replace("\n", " ")]


def should_keep_gender_marks_and_names_with_underscores() -> None:
    assert texts("Bäcker*innen und Bäcker_in mit file_name_here (m/w/d)") == [
        "Bäcker*innen und Bäcker_in mit file_name_here (m/w/d)"
    ]


def should_leave_no_mark_of_a_bullet_behind() -> None:
    assert texts("- Bread •\n•\n* \n---\n• Rolls") == ["Bread", "Rolls"]


def should_say_where_a_paragraph_begins() -> None:
    assert read_blocks("We bake.\n\nYou bake.") == [
        Block(LineKind.TEXT, "We bake."),
        Block(LineKind.TEXT, "You bake.", after_gap=True),
    ]


@pytest.mark.parametrize(
    "description",
    [
        "<div>" * 100_000 + "bread",
        "<" * 1_000_000,
        "<a " * 300_000,
        '<a "' * 200_000,
        "<p " + "style=" * 50_000 + ">bread",
        "<!--" * 200_000,
        "<script>" * 100_000,
        "&amp;" * 200_000 + "lt;p&gt;",
        "[x](" * 70_000,
        "**a" * 100_000,
        "\n" * 1_000_000,
    ],
)
def should_not_hang_on_hostile_markup(description: str) -> None:
    start = time.process_time()
    read_blocks(description)
    assert time.process_time() - start < 40  # as in test_prepare.py: generous


def should_keep_a_sentence_whole_around_a_bold_name() -> None:
    blocks = read_blocks("We look for a patient and quick\n **Night Baker** \n to join our team.")
    assert [(block.kind, block.text) for block in blocks] == [
        (LineKind.TEXT, "We look for a patient and quick Night Baker to join our team.")
    ]
