"""What a browser shows of HTML, block by block, and that its time grows with the text alone."""

import pytest

from summariser.preparation.markup import read_blocks


def texts(description: str) -> list[str]:
    return [block.text for block in read_blocks(description)]


@pytest.mark.parametrize(
    "tag",
    [
        '<svg width="9" height="9"/>',
        '<button class="x" />',
        '<iframe src="https://example.com/map" />',
        "<template/>",
        "<head><title>Page</title>",
        '<span title="a > b"></span>',
        "<style>p{color:red}</style>",
        "<!-- 1 > 0 -->",
        "<?php echo 1 ?>",
    ],
)
def should_keep_what_stands_behind(tag: str) -> None:
    assert texts(f"<p>Du backst Brot.</p>{tag}<p>Wir zahlen 2.900 € im Monat.</p>") == [
        "Du backst Brot.",
        "Wir zahlen 2.900 € im Monat.",
    ]


def should_find_the_end_of_a_style_behind_letters_that_change_their_length() -> None:
    shouted = "İŞ İLANI: İKİ İŞÇİ ARANIYOR, İSTANBUL İÇİNDE. " * 3
    assert texts(f"<p>{shouted}</p><style>p{{}}</style><p>Maaş 40.000 TL.</p>")[-1] == (
        "Maaş 40.000 TL."
    )


def should_read_text_that_is_quoted_as_cdata() -> None:
    assert texts("<![CDATA[Vous livrez des <b>meubles</b>.]]><br>Lyon") == [
        "Vous livrez des meubles.",
        "Lyon",
    ]


@pytest.mark.parametrize(
    "style",
    [
        "overflow: hidden",
        "overflow:hidden !important; margin: 0",
        "font-size: 0.9em",
        "opacity: 0.8",
    ],
)
def should_show_what_a_style_does_not_hide(style: str) -> None:
    assert texts(f'<div style="{style}"><p>Je rijdt een bus.</p></div>') == ["Je rijdt een bus."]


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        'style="display: none"',
        'style="color:#fff;font-size:0px"',
        'style="opacity:0"',
        'style="position:absolute;left:-9999px"',
        'style="text-decoration: line-through"',
        'class="visually-hidden"',
    ],
)
def should_leave_out_what_nobody_sees(attribute: str) -> None:
    assert texts(f"<p>Seen.<span {attribute}> Unseen.</span></p><p>Seen too.</p>") == [
        "Seen.",
        "Seen too.",
    ]


@pytest.mark.parametrize(
    "description",
    [
        "<p hidden>Unseen.<p>Seen.",
        "<ul><li hidden>Unseen.<li>Seen.</ul>",
        "<ul><li style='display:none'>Unseen.</ul>Seen.",
        "<table><tr><td hidden>Unseen.<td>Seen.</table>",
        "<div hidden><p>Unseen.</div>Seen.",
    ],
)
def should_end_a_hidden_element_where_its_end_tag_is_left_out(description: str) -> None:
    assert texts(description) == ["Seen."]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def should_leave_out_what_is_struck_out(tag: str) -> None:
    assert texts(f"<p>Lohn: <{tag}>2.500 €</{tag}> 2.800 €</p>") == ["Lohn: 2.800 €"]


@pytest.mark.parametrize(
    ("description", "text"),
    [
        ("Pay: £31,500<sup>2</sup> a year", "Pay: £31,500 a year"),
        ("28<sup>*</sup> jours de congé", "28 jours de congé"),
        ("a flat of 40 m<sup>2</sup>", "a flat of 40 m²"),
        ("the 1<sup>st</sup> floor", "the 1st floor"),
        ("CO<sub>2</sub> in the air", "CO2 in the air"),
        ("<b>Type</b>Script and <i>Post</i>gres", "TypeScript and Postgres"),
        ("<strong>Salaire :</strong>2 100 €", "Salaire : 2 100 €"),
    ],
)
def should_glue_what_a_browser_glues(description: str, text: str) -> None:
    assert texts(f"<p>{description}</p>") == [text]


def should_part_a_known_heading_from_the_text_behind_it() -> None:
    assert texts("<p><strong>Deine Aufgaben</strong>Brot backen und verkaufen</p>") == [
        "Deine Aufgaben",
        "Brot backen und verkaufen",
    ]


def should_read_an_inline_element_that_is_shown_as_a_block_as_a_line() -> None:
    assert texts("<p><span style='display:block'>Eins</span><span>Zwei</span></p>") == [
        "Eins",
        "Zwei",
    ]


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 50_000,
        "<div hidden>" * 50_000 + "</div>" * 50_000,
        "<p><b>" * 30_000,
        "<" * 100_000,
        "<p " + " ".join(f'a{number}="x"' for number in range(50_000)) + ">",
        "<![CDATA[" * 30_000,
        "</b>" * 50_000,
    ],
    ids=["nested", "hidden", "bold", "signs", "attributes", "quoted", "ends"],
)
def should_read_the_text_behind_hostile_markup(hostile: str) -> None:
    assert texts(f"{hostile}<p>Seen.</p>")[-1].endswith("Seen.")


def should_read_line_breaks_that_were_written_out() -> None:
    assert texts(r"Deine Aufgaben:\n- Brot backen\n- Kuchen backen\n\nWir zahlen gut.") == [
        "Deine Aufgaben:",
        "Brot backen",
        "Kuchen backen",
        "Wir zahlen gut.",
    ]


def should_keep_a_path_that_looks_like_a_line_break() -> None:
    assert texts(r"Die Vorlage steht in C:\neu.") == [r"Die Vorlage steht in C:\neu."]
