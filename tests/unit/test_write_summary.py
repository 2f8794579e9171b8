"""A draft that was written is found again, whatever failed since."""

from collections.abc import Sequence

import pytest

from summariser.domain.document import Document
from summariser.domain.errors import ServiceUnavailable
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile
from summariser.domain.summary import Draft
from summariser.domain.verdict import Verdict
from summariser.steps.states import WriteSummaryInput, WriteSummaryOutput
from summariser.steps.write_summary import write_summary
from tests.models import any_model
from tests.unit.drafting import IDS, Listing

MODEL = any_model()


def write(
    listing: Listing, plan_uri: str, *, previous_draft_uri: str | None = None
) -> WriteSummaryOutput:
    return write_summary(
        WriteSummaryInput(
            **IDS,
            plan_uri=plan_uri,
            model=MODEL.name,
            merged=None,
            previous_draft_uri=previous_draft_uri,
        ),
        store=listing.store,
        meter=listing.meter,
        model=MODEL,
        text_model=listing.model,
        criteria=listing.criteria(MODEL),
    )


def should_call_no_model_again_for_a_draft_whose_checks_failed() -> None:
    listing = Listing("You bake bread every night.")
    plan_uri = listing.plan(MODEL).plan_uri

    def fails(_: Draft, __: Document, ___: Sequence[Profile]) -> tuple[Finding, ...]:
        raise ServiceUnavailable("s3:PutObject", "SlowDown")

    works, listing.check = listing.check, fails
    with pytest.raises(ServiceUnavailable):
        write(listing, plan_uri)
    listing.check = works
    again = write(listing, plan_uri)
    assert (len(listing.model.prompts), len(listing.meter.calls)) == (1, 1)
    assert write(listing, plan_uri) == again


def should_have_a_revision_written_though_the_first_draft_is_found() -> None:
    listing = Listing("You bake bread every night.")
    plan_uri = listing.plan(MODEL).plan_uri
    first = write(listing, plan_uri)
    for _ in range(2):
        revised = write(listing, plan_uri, previous_draft_uri=first.draft_uri)
    assert listing.store.get_draft(revised.draft_uri).revised
    assert len(listing.model.prompts) == 2


def should_judge_what_was_written_as_its_checks_do() -> None:
    listing = Listing("You bake bread every night.")
    output = write(listing, listing.plan(MODEL).plan_uri)
    assert (output.verdict, output.verifier) == (Verdict.ACCEPT, MODEL.name)
    assert [verdict for _, verdict, _ in listing.meter.verdicts] == [Verdict.ACCEPT]


def should_use_no_draft_that_another_model_wrote_by_the_plan() -> None:
    listing = Listing("You bake bread every night.")
    planned = listing.plan(MODEL)
    plan = listing.store.get_plan(planned.plan_uri)
    write(listing, planned.plan_uri)
    draft = listing.store.find_written(
        plan_uri=planned.plan_uri, content=plan.content, revised=False
    )
    assert draft
    listing.store.put_written(
        draft.model_copy(update={"model": "other"}),
        plan_uri=planned.plan_uri,
        content=plan.content,
    )
    write(listing, planned.plan_uri)
    assert len(listing.model.prompts) == 2
