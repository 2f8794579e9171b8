"""The whole loop in one process: what each ending of it leaves."""

from collections.abc import Sequence

import pytest

from summariser.adapters.extractive import ExtractiveModel
from summariser.core.summarise import Outcome, summarise
from summariser.domain.document import Document
from summariser.domain.errors import ContentFiltered, EveryModelFailed, ModelThrottled
from summariser.domain.findings import Finding
from summariser.domain.profiles import Profile, load_profiles
from summariser.domain.summary import Draft
from summariser.domain.verdict import Verdict
from summariser.llm.prompts import Prompt, Task
from summariser.llm.text_model import TextModel
from tests.models import Answering, any_lines, any_model, document_of, embedded_model

# In another language than the listing's, so that nothing can be taken from it to fill a gap.
PROFILES = [
    profile.model_copy(update={"language": "fr"})
    for profile in load_profiles(["preview", "mobile"])
]
TRUE = "preview,mobile| You bake rye bread at night. [1]\nEND"
REWORDED = "preview,mobile| At night you bake bread. [1]\nEND"
FALSE = "preview,mobile| You earn 9,999 euros a month. [1]\nEND"
DOCUMENT = document_of(
    any_lines("You bake rye bread at night in our old shop.", "We pay 2,600 euros a month.")
)


def blocks_figures(
    draft: Draft, document: Document, profiles: Sequence[Profile]
) -> Sequence[Finding]:
    """Refuse each sentence that has 9,999 in it; `Check` for tests that look at the loop."""
    assert document is DOCUMENT
    assert set(draft.profiles) <= {profile.name for profile in profiles}
    return [
        Finding(
            code="figure_unsupported",
            profile=name,
            sentence=sentence.text,
            message="9,999 is in none of its lines.",
        )
        for name, summary in draft.profiles.items()
        for sentence in summary.sentences
        if "9,999" in sentence.text
    ]


def led(**replies: Answering) -> Outcome:
    """Lead the document through models of these names, in this order; the cheapest verifies."""
    models: dict[str, TextModel] = {"embedded": ExtractiveModel(), **replies}
    chain = [any_model(name) for name in replies]
    return summarise(
        DOCUMENT, chain, models, PROFILES, last_resort=embedded_model(), check=blocks_figures
    )


def should_accept_a_draft_that_no_check_refuses() -> None:
    outcome = led(first=Answering(lambda _: TRUE))
    assert outcome.verdict is Verdict.ACCEPT
    assert outcome.draft.profiles["preview"].text == "You bake rye bread at night."
    assert (outcome.draft.usage.calls, len(outcome.calls)) == (1, 1)


def should_have_a_draft_without_a_sentence_revised_once_and_say_so() -> None:
    def careless(prompt: Prompt) -> str:
        return TRUE if prompt.findings else FALSE

    outcome = led(first=Answering(careless))
    assert outcome.draft.revised
    assert outcome.verdict is Verdict.ACCEPT
    assert outcome.draft.usage.calls == 2


def should_have_the_next_model_write_where_a_draft_stays_empty() -> None:
    outcome = led(first=Answering(lambda _: FALSE), second=Answering(lambda _: TRUE))
    assert outcome.draft.model == "second"
    assert [(one.model, one.error, one.cause) for one in outcome.draft.skipped_models] == [
        ("first", "DraftBlocked", "figure_unsupported (2), aspect_missing (2)")
    ]
    assert outcome.draft.usage.calls == 3


def should_have_the_extractive_model_write_where_all_others_stay_empty() -> None:
    outcome = led(first=Answering(lambda _: FALSE))
    assert outcome.draft.model == "embedded"
    assert outcome.verdict is Verdict.ACCEPT


def should_have_the_next_model_write_where_one_refuses() -> None:
    def refusing(_: Prompt) -> str:
        raise ContentFiltered("first")

    outcome = led(first=Answering(refusing), second=Answering(lambda _: TRUE))
    assert [one.error for one in outcome.draft.skipped_models] == ["ContentFiltered"]


def should_try_a_reply_that_cannot_be_used_three_times() -> None:
    replies = iter(["I cannot.", "I will not.", TRUE])
    outcome = led(first=Answering(lambda _: next(replies)))
    assert outcome.draft.model == "first"
    assert outcome.draft.usage.calls == 3


def should_raise_the_reasons_where_no_model_is_left() -> None:
    def busy(_: Prompt) -> str:
        raise ModelThrottled("first")

    with pytest.raises(EveryModelFailed, match="first: ModelThrottled: first is throttled"):
        led(first=Answering(busy))


def verified(*answers: str, write: str = REWORDED) -> tuple[Outcome, Answering]:
    """Lead the document through a writer, and a cheaper model that verifies in these words."""
    replies = iter(answers)

    def verify(prompt: Prompt) -> str:
        if prompt.task is not Task.VERIFY:
            raise ContentFiltered("verifier")
        return next(replies)

    writer, verifier = Answering(lambda _: write), Answering(verify)
    models: dict[str, TextModel] = {
        "writer": writer,
        "verifier": verifier,
        "embedded": ExtractiveModel(),
    }
    outcome = summarise(
        DOCUMENT,
        [any_model("writer"), any_model("verifier", input_usd=0.1)],
        models,
        PROFILES,
        last_resort=embedded_model(),
        check=blocks_figures,
    )
    return outcome, verifier


def should_have_what_a_model_rewords_verified_by_the_cheapest_other_one() -> None:
    outcome, verifier = verified('1| supported "You bake rye bread"\nEND')
    assert (outcome.verdict, outcome.draft.model) == (Verdict.ACCEPT, "writer")
    assert [call.counted_as for call in outcome.calls] == ["writer", "verifier (verifier)"]
    (prompt,) = verifier.prompts
    assert [sentence.text for sentence in prompt.sentences] == ["At night you bake bread."]


def should_verify_nothing_that_is_in_its_lines_word_for_word() -> None:
    outcome, verifier = verified(write=TRUE)
    assert (outcome.verdict, verifier.prompts) == (Verdict.ACCEPT, [])


def should_verify_once_more_where_an_answer_cannot_be_used() -> None:
    outcome, verifier = verified("I would be happy to.", '1| supported "You bake"')
    assert (len(verifier.prompts), outcome.draft.findings) == (2, ())


def should_publish_with_a_note_where_the_verifier_twice_gives_no_answer() -> None:
    outcome, verifier = verified("I would be happy to.", "Gladly.")
    assert outcome.verdict is Verdict.ACCEPT
    assert len(verifier.prompts) == 2
    assert [finding.code.value for finding in outcome.draft.findings] == ["sentences_unverified"]


def should_publish_nothing_that_the_verifier_refuses() -> None:
    refused = "1| unsupported: at night is nowhere"
    outcome, _ = verified(refused, refused)
    shown = {summary.text for summary in outcome.draft.profiles.values()}
    assert outcome.draft.model == "embedded"
    assert not any("At night you bake bread" in text for text in shown)
    assert [failed.error for failed in outcome.draft.skipped_models] == [
        "DraftBlocked",
        "ContentFiltered",
    ]
