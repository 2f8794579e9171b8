"""Steps that ask a model: how many calls, what is kept, and what ends a listing."""

import pytest

from summariser.core.map_reduce import MOST_CALLS
from summariser.domain.errors import (
    EveryModelFailed,
    InputTooLong,
    ModelThrottled,
    ReplyMalformed,
    ReplyTruncated,
)
from summariser.domain.reply import Reply
from summariser.llm.prompts import Prompt, Task
from summariser.steps.states import (
    Planned,
    StepFailure,
)
from tests.fakes import ListingShelf
from tests.models import (
    any_lines,
    any_model,
    any_reply,
    document_of,
    embedded_model,
)
from tests.unit.drafting import DOCUMENT, Listing, noting, rows_of
from tests.values import any_draft

DUTY = "You bake {} loaves of rye bread for the shop in the market street every single night."


def many(count: int) -> list[str]:
    return [DUTY.format(number) for number in range(count)]


def should_ask_once_for_every_profile_where_the_listing_fits() -> None:
    listing = Listing("You bake bread.", "We pay 2,600 euros.")
    draft = listing.summarise()
    assert listing.tasks == [Task.WRITE]
    assert draft.profiles.keys() == {"preview", "mobile"}


def should_ask_once_for_each_chunk_and_once_more_where_the_notes_fit() -> None:
    listing = Listing(*many(60))
    chunks = len(listing.plan().chunks)
    draft = listing.summarise()
    assert chunks > 1
    assert listing.tasks == [Task.NOTES] * chunks + [Task.WRITE]
    assert draft.usage.calls == chunks + 1


def should_show_every_line_to_the_model() -> None:
    listing = Listing(*many(200))
    listing.summarise()
    shown = {row for p in listing.model.prompts if p.task is Task.NOTES for row in rows_of(p)}
    assert shown == {f"{number}| {text}" for number, text in enumerate(many(200), start=1)}


def should_ask_nothing_of_a_chunk_whose_lines_are_all_suspect() -> None:
    listing = Listing(*many(60))
    plan = listing.store.get_plan(listing.plan().plan_uri)
    lines = any_lines(*many(60))
    suspects = [
        line.model_copy(update={"suspect": line.number <= plan.chunks[0].last}) for line in lines
    ]
    listing.store = ListingShelf({DOCUMENT: document_of(suspects)})
    draft = listing.summarise()
    assert listing.tasks == [Task.NOTES] * (len(plan.chunks) - 1) + [Task.WRITE]
    assert draft.profiles.keys() == {"preview", "mobile"}


def wordy(prompt: Prompt) -> Reply | str:
    """Answer with everything that was shown, again and again, until the tokens are used up."""
    if prompt.task is Task.WRITE:
        return noting(prompt)
    rows = rows_of(prompt)
    if prompt.task is Task.NOTES:
        parts = [row.partition("| ") for row in rows]
        rows = [f"duties| {text} [{number}]" for number, _, text in parts]
    return any_reply("\n".join(rows * 3)[: prompt.max_tokens * 4], truncated=True)


def should_end_however_wordy_the_model_is() -> None:
    listing = Listing(*many(300), reply=wordy)
    draft = listing.summarise()
    assert draft.profiles
    assert listing.levels <= 6
    assert any(finding.code == "notes_thinned" for finding in draft.findings)


def should_ask_again_for_the_lines_behind_an_answer_that_was_cut_off() -> None:
    def cut(prompt: Prompt) -> Reply | str:
        if prompt.task is not Task.NOTES:
            return noting(prompt)
        rows = rows_of(prompt)
        if len(rows) < 8:
            return noting(prompt)
        first = noting(prompt).split("\n")[: len(rows) // 2]
        return any_reply("\n".join(first) + "\nduties| Bakes and", truncated=True)

    listing = Listing(*many(60), reply=cut)
    listing.summarise()
    chunk = listing.store.objects["baker-1/1/plan-0/notes-0-0"]
    cited = {number for note in chunk.notes for number in note.lines}
    assert cited == set(range(1, max(cited) + 1))


def should_ask_in_halves_where_the_model_calls_a_chunk_too_long() -> None:
    def narrow(prompt: Prompt) -> str:
        if prompt.task is Task.NOTES and len(rows_of(prompt)) > 10:
            raise InputTooLong("small")
        return noting(prompt)

    listing = Listing(*many(60), reply=narrow)
    listing.summarise()
    seen = {n for c in listing.store.objects["baker-1/1/plan-0/notes-0-0"].notes for n in c.lines}
    assert seen == set(range(1, max(seen) + 1))


def in_parts(prompt: Prompt) -> Reply | str:
    """Note the first ten lines of those that are shown, and stop as if no token was left."""
    rows = rows_of(prompt)
    if prompt.task is not Task.NOTES or len(rows) <= 10:
        return noting(prompt)
    return any_reply("\n".join(noting(prompt).split("\n")[:10]), truncated=True)


def should_stop_before_its_time_is_up_and_go_on_from_the_notes_it_has() -> None:
    listing = Listing(*many(60), reply=in_parts)
    planned = listing.plan()
    listing.has_time = False
    times = listing.note(planned, 0)
    assert times == len(listing.model.prompts) > 1
    in_time = Listing(*many(60), reply=in_parts)
    assert in_time.note(in_time.plan(), 0) == 1
    notes = "baker-1/1/plan-0/notes-0-0"
    assert listing.store.objects[notes] == in_time.store.objects[notes]


@pytest.mark.parametrize("error", [ModelThrottled("small"), TimeoutError()])
def should_pay_no_call_again_where_a_later_one_of_a_chunk_fails(error: Exception) -> None:
    failing = [False, False, True]

    def reply(prompt: Prompt) -> Reply | str:
        if failing and failing.pop(0):
            raise error
        return in_parts(prompt)

    listing = Listing(*many(60), reply=reply)
    planned = listing.plan()
    with pytest.raises(type(error)):
        listing.note(planned, 0)
    listing.note(planned, 0)
    undisturbed = Listing(*many(60), reply=in_parts)
    undisturbed.note(undisturbed.plan(), 0)
    assert len(listing.model.prompts) == len(undisturbed.model.prompts) + 1
    notes = "baker-1/1/plan-0/notes-0-0"
    assert listing.store.objects[notes] == undisturbed.store.objects[notes]


def should_begin_again_where_what_was_kept_is_of_another_model() -> None:
    listing = Listing(*many(60), reply=in_parts)
    listing.has_time = False
    listing.note(listing.plan(), 0)
    asked = len(listing.model.prompts)
    other = any_model("other")
    listing.note(listing.plan(other), 0, other)
    assert len(listing.model.prompts) == 2 * asked


def should_give_a_chunk_up_after_its_calls_however_often_it_is_tried() -> None:
    def one_line(prompt: Prompt) -> Reply:
        return any_reply(noting(prompt).split("\n")[0], truncated=True)

    listing = Listing(*many(60), reply=one_line)
    planned = listing.plan()
    for _ in range(3):
        with pytest.raises(ReplyTruncated):
            listing.note(planned, 0)
    assert len(listing.model.prompts) == MOST_CALLS


def should_not_take_a_summary_that_was_cut_off() -> None:
    listing = Listing("You bake.", reply=lambda p: any_reply(noting(p), truncated=True))
    with pytest.raises(ReplyTruncated):
        listing.summarise()
    assert "baker-1/1/draft" not in listing.store.objects


@pytest.mark.parametrize("text", ["I cannot help with that.", "preview| You bake. [1]\nEND"])
def should_not_take_a_summary_that_lacks_a_profile(text: str) -> None:
    with pytest.raises(ReplyMalformed):
        Listing("You bake.", reply=lambda _: text).summarise()


def should_fail_the_listing_where_a_chunk_fails() -> None:
    def broken(prompt: Prompt) -> str:
        if "3|" in prompt.data:
            return "I would rather not."
        return noting(prompt)

    with pytest.raises(ReplyMalformed):
        Listing(*many(60), reply=broken).summarise()


def failed(planned: Planned, error: str) -> Planned:
    cause = '{"errorMessage": "it went wrong", "errorType": "' + error + '"}'
    return planned.model_copy(update={"failure": StepFailure(Error=error, Cause=cause)})


def should_take_the_next_model_of_the_chain_and_say_why() -> None:
    chain = any_model("first"), any_model("second")
    listing = Listing("You bake bread.")
    planned = listing.plan(*chain, planned=failed(listing.plan(*chain), "ModelThrottled"))
    assert planned.model == "second"
    (failure,) = planned.failures
    assert (failure.model, failure.error, failure.cause) == (
        "first",
        "ModelThrottled",
        "it went wrong",
    )


def should_plan_for_half_the_room_where_a_model_calls_the_listing_too_long() -> None:
    listing = Listing("You bake bread.", "We pay.")
    planned = listing.plan(planned=failed(listing.plan(), "InputTooLong"))
    assert planned.model == "small"
    assert planned.chunks


def should_say_of_every_model_why_it_failed() -> None:
    listing = Listing("You bake bread.")
    with pytest.raises(EveryModelFailed, match="small: ContentFiltered: it went wrong"):
        listing.plan(planned=failed(listing.plan(), "ContentFiltered"))


def should_move_to_the_cheapest_model_above_the_day_s_ceiling() -> None:
    chain = any_model("dear", input_usd=9.0), any_model("cheap", input_usd=0.1)
    listing = Listing("You bake bread.")
    listing.meter.spent = 5.0
    assert listing.plan(*chain, ceiling=6).model == "dear"
    planned = listing.plan(*chain, ceiling=5)
    assert planned.model == "cheap"
    assert [failure.error for failure in planned.failures] == ["DailySpendCeiling"]
    assert listing.meter.ceilings_reached == 1


def should_keep_above_the_day_s_ceiling_what_was_paid_for_already() -> None:
    chain = any_model("dear", input_usd=9.0), any_model("cheap", input_usd=0.1)
    listing = Listing("You bake bread.")
    plan = listing.store.get_plan(listing.plan(*chain).plan_uri)
    plan_uri = listing.store.plan_uri(beside=DOCUMENT)
    listing.store.put_written(any_draft(), plan_uri=plan_uri, content=plan.content)
    listing.meter.spent = 5.0
    assert listing.plan(*chain, ceiling=5).model == "dear"
    assert listing.meter.ceilings_reached == 0


def should_need_no_chunks_for_the_embedded_model() -> None:
    assert Listing(*many(3000)).plan(embedded_model()).chunks == ()


def should_offer_a_draft_of_the_same_content_once() -> None:
    listing = Listing("You bake bread.", "We pay 2,600 euros.")
    content = listing.store.get_plan(listing.plan().plan_uri).content
    kept = listing.store.keep_draft(listing.summarise(), document_uri=DOCUMENT, content=content)
    offered = listing.plan()
    assert offered.draft_uri == kept
    assert listing.plan(planned=offered).draft_uri is None
