"""Samples of runs and baselines with today's findings, measured in one process or several."""

from pathlib import Path

import pytest

from summariser.domain.profiles import load_profiles
from summariser.domain.summary import ProfileSummary, Sentence
from tests.unit.evaluation.summaries.samples import any_run
from tests.unit.running.lines import any_document
from tests.values import any_draft
from workbench.errors import UsageError
from workbench.evaluation.measures import measures_of
from workbench.evaluation.summaries.scoring import Work, gather, samples_of, score_all
from workbench.evaluation.summaries.strata import References, read_references, read_sources

PROFILES = load_profiles()
TEXT = "You bake bread and rolls every night."


def works(count: int = 1, *, text: str = TEXT, references: References | None = None) -> list[Work]:
    documents = {(f"l{at}", 1): any_document(f"l{at}", text=TEXT) for at in range(count)}
    summary = ProfileSummary(text=text, sentences=(Sentence(text=text, lines=(2,)),))
    drafts = {
        key: any_draft(*key).model_copy(update={"profiles": {"preview": summary}})
        for key in documents
    }
    run = any_run("run: embedded", drafts=drafts, documents=documents)
    return gather([run], PROFILES, references or {})


def should_have_baselines_write_for_the_profiles_of_the_run_and_no_others() -> None:
    (work,) = works()

    found = {(sample.method, sample.profile.name) for sample in samples_of(work)}

    methods = ("run: embedded", "lead", "random", "lexrank")
    assert found == {(method, "preview") for method in methods}


def should_find_anew_what_is_wrong_with_a_summary() -> None:
    (work,) = works(text="You bake bread and rolls every")

    sample = next(samples_of(work))

    assert "sentence_cut" in {finding.code for finding in sample.findings}


def should_give_every_method_the_references_of_its_profile_and_of_all() -> None:
    references = {
        ("l0", "preview"): ("One.",),
        ("l0", None): ("Two.",),
        ("l0", "chat"): ("Three.",),
        ("l1", None): ("Four.",),
    }

    (work,) = works(references=references)

    assert {sample.references for sample in samples_of(work)} == {("One.", "Two.")}


def should_measure_the_same_in_two_processes_as_in_one() -> None:
    many = works(20)
    measures = measures_of([work.document for work in many])
    told: list[int] = []

    one = score_all(many, measures, processes=1, done=told.append)
    two = score_all(many, measures, processes=2, done=told.append)

    assert [it.values for it in one] == [it.values for it in two]
    assert [it.sample for it in one] == [it.sample for it in two]
    assert told == [8, 8, 4, 8, 8, 4]


def should_read_references_by_listing_and_profile(tmp_path: Path) -> None:
    path = tmp_path / "references.jsonl"
    path.write_text(
        '{"listing_id": "a", "text": "One."}\n\n{"listing_id": "a", "text": "Two."}\n'
        '{"listing_id": "a", "profile": "chat", "text": "Three."}\n',
        encoding="utf-8",
    )

    found = read_references(path)

    assert found == {("a", None): ("One.", "Two."), ("a", "chat"): ("Three.",)}


@pytest.mark.parametrize("wrong", ["no json", "[]", '{"listing_id": "a"}', '{"text": "b", "x": 1}'])
def should_name_the_line_that_is_no_reference(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "references.jsonl"
    path.write_text(f'{{"listing_id": "a", "text": "One."}}\n{wrong}\n', encoding="utf-8")

    with pytest.raises(UsageError, match="line 2 is not a reference"):
        read_references(path)


def should_read_where_listings_came_from(tmp_path: Path) -> None:
    path = tmp_path / "listings.jsonl"
    path.write_text(
        '{"listing_id": "a", "source": "board", "title": "Baker"}\n'
        '{"listing_id": "b", "listing": {"source": "other"}}\n{"listing_id": "c"}\n',
        encoding="utf-8",
    )

    assert read_sources(path) == {"a": "board", "b": "other"}


def should_refuse_listings_that_say_no_source(tmp_path: Path) -> None:
    path = tmp_path / "listings.jsonl"
    path.write_text('{"listing_id": "a"}\n', encoding="utf-8")

    with pytest.raises(UsageError, match="both a listing_id and a source"):
        read_sources(path)
