"""The page of `serve` as a visitor uses it: paste a listing, watch it, read its summary."""

import json
from collections.abc import Iterator

import pytest

from tests.e2e.browser import Browser
from tests.workflow.board import TEMPLATE, Board, event
from workbench.local.engine import LocalEngine
from workbench.operations.live_page import live_page
from workbench.running.local_stack import LocalStack

TAB, ENTER = "\ue004", "\ue007"
LISTING = """<p>We are a bakery in Kassel with 12 staff.</p><h2>Your tasks</h2>
<ul><li>Bake bread and rolls at night.</li><li>Prepare the dough for the next day.</li></ul>
<p>We pay 2,900 euros a month.</p>"""
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "identifier": "ferry-17",
    "title": "Ferry Captain",
    "hiringOrganization": {"name": "Harbour Ferries"},
    "description": "<p>You steer the ferry between the islands and lead a crew of four.</p>",
}
OPENED = "document.querySelector('.about .facts')?.textContent.includes('published')"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with LocalEngine(TEMPLATE) as engine:
        stack = LocalStack.of(engine)
        engine.put_before_apis(lambda api: live_page(stack, api))
        Board(engine).send(event("first"))
        yield engine.outputs["HttpApiUrl"]


@pytest.fixture(scope="module", params=[1280, 390], ids=["desk", "phone"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with Browser(width=request.param, height=844) as browser:
        yield browser


def paste(browser: Browser, text: str, title: str = "") -> None:
    for name, value in (("text", text), ("title", title)):
        browser.run(f"document.getElementById('{name}').value = arguments[0]", value)
    browser.tap("#send")


def should_show_the_summary_of_a_listing_that_was_pasted(browser: Browser, url: str) -> None:
    browser.visit(url + "/")
    browser.wait_for("document.getElementById('text')")
    assert browser.violations() == []
    paste(browser, LISTING, "Baker")
    browser.wait_for(OPENED)
    assert browser.run("return document.querySelector('h2').textContent") == "Baker"
    assert "2,900 euros" in browser.run("return document.querySelector('.profile').textContent")
    assert browser.violations() == []
    assert browser.complaints == []


def should_take_a_job_posting_under_its_own_id(browser: Browser, url: str) -> None:
    browser.visit(url + "/?again")
    browser.wait_for("document.getElementById('text')")
    paste(browser, json.dumps(POSTING))
    browser.wait_for(OPENED)
    assert "ferry-17" in browser.run("return document.querySelector('.about .facts').textContent")


def should_list_what_was_summarised_before(browser: Browser, url: str) -> None:
    browser.visit(url + "/?list")
    browser.wait_for("document.querySelectorAll('#list button').length")
    assert "Ferry Captain" in browser.run("return document.getElementById('list').textContent")


def should_say_what_is_wrong_with_what_was_pasted(browser: Browser, url: str) -> None:
    browser.visit(url + "/?wrong")
    browser.wait_for("document.getElementById('text')")
    paste(browser, "")
    browser.wait_for("document.getElementById('problem').textContent.includes('Paste a listing')")
    paste(browser, '{"title": 7, "description": {"a": 1}}')
    browser.wait_for("document.getElementById('problem').textContent.includes('description')")


def should_never_run_what_was_pasted(browser: Browser, url: str) -> None:
    browser.visit(url + "/?hostile")
    browser.wait_for("document.getElementById('text')")
    hostile = "<img src=x onerror=\"document.title='owned'\">"
    paste(browser, f"You bake bread {hostile} at night, every day of the week.", hostile)
    browser.wait_for("document.querySelector('.about .facts')")
    assert browser.run("return document.title") == "Listing summaries"


def should_work_with_the_keyboard_alone(browser: Browser, url: str) -> None:
    browser.visit(url + "/?keys")
    browser.wait_for("document.activeElement?.id === 'text'")
    browser.press(
        *"You bake bread and rolls for our guests at night.", TAB, *"Night baker", TAB, ENTER
    )
    browser.wait_for(OPENED)
    assert browser.run("return document.querySelector('h2').textContent") == "Night baker"
