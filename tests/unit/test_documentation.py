"""README.md and the pages beside it say only what is so."""

import json
import re
import shlex
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
from jsonschema import Draft202012Validator
from samtranslator.yaml_helper import yaml_parse

from summariser.adapters.extractive import ExtractiveModel
from summariser.core.publication import summary_of
from summariser.core.summarise import Outcome, summarise
from summariser.domain.errors import ListingHasNoText
from summariser.domain.event import ListingEvent
from summariser.domain.message import parse_event
from summariser.domain.profiles import load_profiles
from summariser.domain.summary import Status
from summariser.domain.verdict import Verdict
from summariser.llm.models import load_models
from summariser.preparation.prepare import prepare_document
from tests.unit.pages import CONSOLE, INLINE, PAGES, ROOT, console_lines, text_of
from tests.values import NOON
from workbench.cli import app
from workbench.running.results import SummaryLine

README = ROOT / "README.md"
LARGEST_README = 8 * 1024  # bytes
MOST_LINES = 300

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"(?:\.venv/bin/)?summariser(?= [a-z-])")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
OWN_PATH = re.compile(
    r"(?<![\w/])(?:docs|events|functions|layers|requirements|statemachine|tests|workbench)/[\w./-]*"
)


def quoted_commands(page: Path) -> list[list[str]]:
    """Each `summariser` command of a page, without the program's own name."""
    quoted = [*console_lines(text_of(page)), *INLINE.findall(CONSOLE.sub("", text_of(page)))]
    return [shlex.split(text, comments=True)[1:] for text in quoted if COMMAND.match(text)]


def unknown_words(words: list[str]) -> list[str]:
    """The parts of a command that the command line does not have."""
    command: Any = typer.main.get_command(app)
    options = {"-", "--help", "-h", *names_of_options(command)}
    while words and words[0] in getattr(command, "commands", {}):
        command, *words = command.commands[words[0]], *words[1:]
        options.update(names_of_options(command))
    if words and not words[0].startswith("-") and hasattr(command, "commands"):
        return words[:1]
    return [word for word in words if word.startswith("-") and word not in options]


def names_of_options(command: Any) -> list[str]:
    return [name for option in command.params for name in (*option.opts, *option.secondary_opts)]


def slug(heading: str) -> str:
    """The anchor that a heading gets: https://github.github.com/gfm/ leaves it to the site."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@cache
def listings() -> Mapping[str, ListingEvent]:
    """The listings of `make run` by id, as ingest reads them."""
    lines = text_of(ROOT / "events" / "listings.jsonl").splitlines()
    events = map(event_of, map(json.loads, lines))
    return {event.listing_id: event for event in events}


def event_of(listing: Mapping[str, Any]) -> ListingEvent:
    event = {"type": "listing.published", "occurred_at": NOON.isoformat(), "listing": listing}
    return parse_event(json.dumps({"version": listing.get("version", 1)} | event))


@cache
def outcome_of(listing_id: str) -> Outcome:
    """What the extractive model makes of a listing of `make run`."""
    event = listings()[listing_id]
    assert event.listing is not None
    document = prepare_document(event.listing, listing_id=listing_id, version=event.version)
    (model,) = load_models().chain(["embedded"])
    models = {model.name: ExtractiveModel()}
    return summarise(document, [model], models, load_profiles(), last_resort=model)


def should_keep_the_readme_short() -> None:
    assert len(README.read_bytes()) <= LARGEST_README


def should_show_a_summary_as_run_writes_it() -> None:
    (shown,) = map(json.loads, re.findall(r"```json\n(.*?)```", text_of(README), re.DOTALL))
    outcome = outcome_of(shown["listing_id"])
    stored = summary_of(
        outcome.draft,
        version=outcome.draft.version,
        status=Status.PUBLISHED,
        document_uri="s3://bucket/document.json",
        occurred_at=NOON,
        stored_at=NOON,
    )
    written = SummaryLine.of(stored).model_dump(mode="json")
    for summary in (shown, written):
        del summary["usage"]["seconds"]
    written["profiles"] = {name: written["profiles"][name] for name in shown["profiles"]}
    assert outcome.verdict is Verdict.ACCEPT
    assert shown == written


def should_show_a_summary_that_fits_its_schema() -> None:
    (shown,) = map(json.loads, re.findall(r"```json\n(.*?)```", text_of(README), re.DOTALL))
    schema = json.loads(text_of(ROOT / "docs" / "summary-line.schema.json"))
    Draft202012Validator(schema).validate(shown)


def should_show_rows_as_run_prints_them() -> None:
    rows = re.findall(r"^\| `(.+?)` \| (\w\w) \| (.+) \|$", text_of(README), re.MULTILINE)
    drafts = [outcome_of(listing_id).draft for listing_id, *_ in rows]
    assert len(rows) >= 3
    assert rows == [
        (draft.listing_id, draft.language, draft.profiles["preview"].text) for draft in drafts
    ]


def should_count_the_listings_of_run_as_it_counts_them() -> None:
    without_text = []
    for listing_id in listings():
        try:
            assert outcome_of(listing_id).verdict is Verdict.ACCEPT
        except ListingHasNoText:
            without_text.append(listing_id)
    assert (len(listings()), len(without_text)) == (12, 1)  # in words: "twelve", "eleven", "one"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def should_link_to_what_exists(page: Path) -> None:
    for link in LINK.findall(text_of(page)):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if "://" in link:
            continue
        assert target.exists(), link
        assert not anchor or anchor in map(slug, HEADING.findall(text_of(target))), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def should_name_paths_that_exist(page: Path) -> None:
    named = [path for quoted in INLINE.findall(text_of(page)) for path in OWN_PATH.findall(quoted)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def should_quote_commands_that_exist(page: Path) -> None:
    wrong = {
        shlex.join(words): unknown
        for words in quoted_commands(page)
        if (unknown := unknown_words(words))
    }
    assert wrong == {}


def should_notice_a_command_or_option_that_does_not_exist() -> None:
    assert len(quoted_commands(README)) >= 6
    assert unknown_words(["run", "listings.jsonl", "--no-such"]) == ["--no-such"]
    assert unknown_words(["evaluate", "no-such"]) == ["no-such"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def should_quote_make_targets_that_exist(page: Path) -> None:
    quoted = [*console_lines(text_of(page)), *INLINE.findall(text_of(page))]
    targets = {target for text in quoted for target in TARGET.findall(text)}
    declared = set(re.findall(r"^([a-z][a-z-]*):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert targets <= declared


def should_list_every_parameter_of_the_template_with_its_default() -> None:
    page = text_of(ROOT / "docs" / "deploy.md").partition("## Parameters")[2].partition("## ")[0]
    listed = re.findall(r"^\| `(\w+)` \| (.+?) \|", page, re.MULTILINE)
    parameters = yaml_parse(text_of(ROOT / "template.yaml"))["Parameters"]
    defaults = {name: parameter["Default"] for name, parameter in parameters.items()}
    assert dict(listed) == {
        name: "(empty)" if default == "" else f"`{default}`" for name, default in defaults.items()
    }


def should_keep_modules_short() -> None:
    folders = ("functions", "layers", "tests", "workbench")
    modules = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    long = [path for path in modules if len(text_of(path).splitlines()) > MOST_LINES]
    assert long == []
