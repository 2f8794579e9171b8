"""The report page as its readers use it: with a mouse, with a keyboard and on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summariser.domain.document import Document, Field, Line, LineKind, Section
from summariser.domain.findings import Finding
from summariser.domain.summary import ProfileSummary, Sentence, Status
from tests.e2e.browser import Browser
from tests.unit.running.lines import any_dead_letter, any_summary
from workbench.running.report_page import write_report
from workbench.running.results import Results

TAB, ENTER, ESCAPE, DOWN = "\ue004", "\ue007", "\ue00c", "\ue015"
MANY = 441
HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>"
)
LIT_LINES = "[...document.querySelectorAll('.line.lit .number')].map((it) => it.textContent).join()"
SENTENCE = ".profile .sentence"
BLOCKED = Finding(
    code="money_unsupported",
    profile="chat",
    sentence="You earn <b>9,999</b> euros.",
    message="No line says so.",
)


def document(listing_id: str, title: str, words: str) -> Document:
    texts = [(title, LineKind.FIELD, Section.INTRODUCTION)]
    texts += [
        ("What you do", LineKind.HEADING, Section.DUTIES),
        (words, LineKind.BULLET, Section.DUTIES),
        ("You sell the bread.", LineKind.BULLET, Section.DUTIES),
    ]
    texts += [(f"Line {number} of the rest.", LineKind.TEXT, Section.OTHER) for number in range(80)]
    lines = tuple(
        Line(
            number=number,
            text=text,
            kind=kind,
            section=section,
            field=Field.TITLE if kind is LineKind.FIELD else None,
        )
        for number, (text, kind, section) in enumerate(texts, start=1)
    )
    return Document(listing_id=listing_id, version=1, language="en", lines=lines)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = Results(tmp_path_factory.mktemp("out"))
    for number in range(MANY):
        listing_id = f"baker-{number}"
        words = HOSTILE if number == 7 else "You bake the bread."
        profile = ProfileSummary(
            text="Bakes and sells bread. The end.",
            sentences=(
                Sentence(text="Bakes and sells bread.", lines=(3, 4)),
                Sentence(text="The end.", lines=(84,)),
            ),
        )
        summary = any_summary(
            listing_id,
            profiles={"preview": profile, "chat": profile},
            findings=(BLOCKED,) if number == 8 else (),
            status=Status.HELD if number == 8 else Status.PUBLISHED,
        )
        title = HOSTILE if number == 7 else f"Baker {number}"
        results.add_summary(summary, document(listing_id, title, words))
    results.add_dead_letter(any_dead_letter(listing_id="broken", event=HOSTILE), 0)
    return write_report(results)


@pytest.fixture(scope="module")
def desk() -> Iterator[Browser]:
    with Browser(width=1280, height=800) as browser:
        yield browser


@pytest.fixture(scope="module")
def phone() -> Iterator[Browser]:
    with Browser(width=390, height=844) as browser:
        yield browser


def fresh(browser: Browser, page: Path, fragment: str = "") -> Browser:
    browser.open(page.with_name("missing.html"))  # so that a new fragment is a new load
    browser.open(page, fragment)
    return browser


def text_of(browser: Browser, selector: str) -> Any:
    return browser.run("return document.querySelector(arguments[0])?.textContent", selector)


def should_show_the_first_listing_beside_its_summaries(desk: Browser, page: Path) -> None:
    fresh(desk, page)

    assert text_of(desk, "h2") == "Baker 0"
    assert text_of(desk, "#found") == f"{MANY + 1} listings"
    assert "31 of 280 characters" in text_of(desk, ".profile")
    assert text_of(desk, ".tag") == "duties"


def should_show_a_held_summary_with_what_blocks_it(desk: Browser, page: Path) -> None:
    fresh(desk, page, "#baker-8/1")

    assert "held" in text_of(desk, ".about .facts")
    assert text_of(desk, ".finding.wrong") == (
        "chat: No line says so. (money_unsupported)You earn <b>9,999</b> euros."
    )
    assert text_of(desk, ".finding .about-sentence") == BLOCKED.sentence


def should_highlight_the_cited_lines_while_a_sentence_is_pointed_at(
    desk: Browser, page: Path
) -> None:
    fresh(desk, page).point_at(SENTENCE)
    assert desk.run(f"return {LIT_LINES}") == "3,4"

    desk.point_at("h2")
    assert desk.run(f"return {LIT_LINES}") == ""


def should_bring_a_cited_line_into_view_and_keep_it_lit_after_a_click(
    desk: Browser, page: Path
) -> None:
    fresh(desk, page).tap(f"{SENTENCE}:nth-of-type(2)")
    desk.point_at("h2")

    desk.wait_for("document.querySelectorAll('.pane')[1].scrollTop > 500")
    assert desk.run(f"return {LIT_LINES}") == "84"


def should_work_with_the_keyboard_alone(desk: Browser, page: Path) -> None:
    fresh(desk, page).run("document.querySelector('#list button').focus()")
    desk.press(DOWN, ENTER)
    assert text_of(desk, "h2") == "Baker 1"

    desk.run("document.querySelector(arguments[0]).focus()", SENTENCE)
    assert desk.run(f"return {LIT_LINES}") == "3,4"
    desk.press(TAB)
    assert desk.run(f"return {LIT_LINES}") == "84"
    desk.press(ENTER)
    assert desk.run("return document.activeElement.getAttribute('aria-pressed')") == "true"
    desk.press(ESCAPE)
    assert desk.run(f"return {LIT_LINES}") == ""


def should_find_a_listing_by_words_of_its_text(desk: Browser, page: Path) -> None:
    fresh(desk, page).run(
        "const box = document.getElementById('search'); box.value = 'BAKER-44 bread';"
        "box.dispatchEvent(new Event('input'))"
    )

    assert text_of(desk, "#found") == f"2 of {MANY + 1} listings"  # 44 and 440


def should_show_why_an_event_is_a_dead_letter(desk: Browser, page: Path) -> None:
    fresh(desk, page).run(
        "const box = document.getElementById('status'); box.value = 'dead-lettered';"
        "box.dispatchEvent(new Event('input'))"
    )
    desk.tap("#list button")

    assert text_of(desk, ".reason") == "This is not a listing event: the body is not JSON."
    assert text_of(desk, "pre") == HOSTILE


def should_never_run_what_a_listing_holds(desk: Browser, page: Path) -> None:
    for fragment in ("#baker-7%2F1", "#dead-1"):
        fresh(desk, page, fragment)
        desk.wait_for("document.querySelector('h2')")

        assert desk.run("return document.title") == "Listing summaries"
        assert desk.run("return document.images.length") == 0
    assert [it for it in desk.complaints if "report.html" in it] == []


def should_show_the_list_first_on_a_phone_and_a_cited_line_where_it_is_tapped(
    phone: Browser, page: Path
) -> None:
    fresh(phone, page)
    assert phone.run("return document.querySelector('main').offsetParent") is None

    phone.tap("#list li:nth-child(3) button")
    phone.tap(SENTENCE)
    assert text_of(phone, ".quotes.open") == "You bake the bread.You sell the bread."
    assert phone.run("return document.documentElement.scrollWidth <= innerWidth")

    phone.tap("#back")
    phone.wait_for("document.querySelector('nav').offsetParent !== null")


def should_have_every_listing_in_the_list_at_its_end(desk: Browser, page: Path) -> None:
    fresh(desk, page).run(
        "const it = document.getElementById('list'); it.scrollTop = it.scrollHeight"
    )

    assert desk.wait_for(f"document.querySelectorAll('#list li').length === {MANY + 1}")
