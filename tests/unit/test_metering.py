"""Metering: a call is shared out over its profiles, and a blocked one is paid for too."""

import pytest

from summariser.domain.errors import ContentFiltered, PermanentError, ReplyMalformed, TransientError
from summariser.domain.reply import NOTHING, Reply
from summariser.llm.metering import Call
from summariser.llm.prompts import Prompt
from tests.models import any_model, any_reply
from tests.unit.drafting import Listing


def shares(text: str, *profiles: str) -> dict[str, float]:
    return dict(Call("baker-1", 1, "en", any_model(), any_reply(text), 100, profiles).shares)


def should_give_each_profile_as_much_as_its_characters() -> None:
    assert shares("chat|123456789\nseo|123", "chat", "seo") == {"chat": 0.75, "seo": 0.25}


def should_share_a_line_for_several_profiles_equally() -> None:
    assert shares("chat, seo|12345678\nseo|1234", "chat", "seo") == pytest.approx(
        {"chat": 1 / 3, "seo": 2 / 3}
    )


@pytest.mark.parametrize("text", ["", "I would rather not.", "other| You bake. [1]"])
def should_share_what_cannot_be_read_equally(text: str) -> None:
    assert shares(text, "chat", "seo") == {"chat": 0.5, "seo": 0.5}


def should_share_out_nothing_of_a_call_that_takes_notes() -> None:
    assert shares("duties| You bake. [1]") == {}


PAID = any_reply("", input_tokens=321, output_tokens=7)


@pytest.mark.parametrize(
    "error", [ContentFiltered("small", PAID), ReplyMalformed("small", "it stopped", PAID)]
)
def should_meter_an_answer_that_was_paid_for_and_cannot_be_used(
    error: PermanentError | TransientError,
) -> None:
    def blocked(_: Prompt) -> Reply:
        raise error

    listing = Listing("You bake bread.", reply=blocked)
    with pytest.raises(type(error)):
        listing.summarise()
    assert [(call.input_tokens, call.output_tokens) for call in listing.meter.calls] == [(321, 7)]


def should_report_a_failed_call_and_charge_nothing_where_no_model_answered() -> None:
    def blocked(_: Prompt) -> Reply:
        raise ContentFiltered("small")

    listing = Listing("You bake bread.", reply=blocked)
    with pytest.raises(ContentFiltered):
        listing.summarise()
    (call,) = listing.meter.calls
    assert (call.error, call.reply, call.cost_usd) == ("ContentFiltered", NOTHING, 0)


@pytest.mark.parametrize(
    "reply", [any_reply("Hello! How may I help you?"), any_reply("preview| You", truncated=True)]
)
def should_meter_a_malformed_and_a_truncated_reply(reply: Reply) -> None:
    listing = Listing("You bake bread.", reply=lambda _: reply)
    with pytest.raises(TransientError):
        listing.summarise()
    assert [call.reply for call in listing.meter.calls] == [reply]
