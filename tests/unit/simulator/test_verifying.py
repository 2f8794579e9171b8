"""The simulated verifier: what it supports and refuses, and how often it errs."""

import pytest

from summariser.core.request import request_verification
from summariser.domain.summary import Sentence
from summariser.llm.budget import TokenBudget
from summariser.llm.verification import parse_verification
from tests.models import any_lines, any_model, document_of
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.corrupting import corrupt
from workbench.simulator.prompts import read_prompt
from workbench.simulator.replies import write_reply

DOCUMENT = document_of(
    any_lines("You bake rye bread every night.", "We pay 2,600 euros a month.", "Bread is sold.")
)
TRUE = Sentence(text="Every night you bake bread.", lines=(1,))
FALSE = [
    Sentence(text="You bake cakes for weddings.", lines=(1,)),
    Sentence(text="We pay 2,900 euros a month.", lines=(2,)),
    Sentence(text="You bake rye bread every night.", lines=(2,)),
]


def verified(*sentences: Sentence, **behaviour: float) -> list[bool]:
    """Have sentences verified; says which are supported."""
    errors = {Fault(name): share for name, share in behaviour.items()}
    asked = request_verification(
        sentences, DOCUMENT.lines, DOCUMENT, TokenBudget(any_model(), "en")
    ).prompt
    request = read_prompt(asked.text)
    reply = write_reply(request, asked.max_tokens, Behaviour(faults=errors, seed=1))
    reasons = parse_verification(reply, len(sentences), [line.text for line in DOCUMENT.lines])
    assert reasons is not None
    return [reason is None for reason in reasons]


@pytest.mark.parametrize("false", FALSE)
def should_support_what_the_cited_lines_say_and_refuse_the_rest(false: Sentence) -> None:
    assert verified(TRUE, false) == [True, False]


def should_answer_wrongly_for_as_many_sentences_as_it_is_asked_to() -> None:
    sentences = [
        Sentence(text=f"You bake bread night {word}.", lines=(1,)) for word in "abcdefghij"
    ]
    assert verified(*sentences, verifier_error=1.0) == [False] * 10
    some = verified(*sentences, verifier_error=0.4)
    assert 1 <= some.count(False) <= 8
    assert some == verified(*sentences, verifier_error=0.4)


def should_draw_no_fault_of_a_call_for_an_error_of_a_sentence() -> None:
    assert Behaviour(faults={Fault.VERIFIER_ERROR: 1.0}).faults_of(b"any", 0) == frozenset()


def should_write_a_sentence_of_two_lines_that_cites_one() -> None:
    request = read_prompt("You write\n<listing>\n1| any\n</listing>")
    reply = "a| You bake bread at night. [1]\na| We pay 2,600 euros a month. [2]"
    corrupted, cut = corrupt(reply, request, {Fault.MERGED}, 100)
    assert corrupted.split("\n") == [
        "a| You bake euros a month. [1]",
        "a| We pay 2,600 euros a month. [2]",
    ]
    assert not cut
