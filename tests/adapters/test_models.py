"""Models of Bedrock and SageMaker: real boto3 against the simulator's process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from summariser.adapters import aws
from summariser.domain.errors import (
    ContentFiltered,
    InputTooLong,
    ModelNotAccessible,
    ModelThrottled,
    ModelTimedOut,
    ModelUnavailable,
)
from summariser.domain.profiles import load_profiles
from summariser.llm.budget import TokenBudget
from summariser.llm.line_protocol import parse
from summariser.llm.models import Model, Schema, load_models
from summariser.llm.prompts import Prompt, Task, fenced, instructions, numbered
from summariser.llm.text_model import TextModel
from tests.models import any_lines, document_of
from workbench.simulator.behaviour import Behaviour, Fault
from workbench.simulator.log import read_calls
from workbench.simulator.process import behave, environment, simulator

TEXTS = (
    "You bake 400 loaves of rye bread every night in our bakery in Ghent.",
    "You have finished an apprenticeship as a baker.",
    "We pay 2,600 euros a month and give you 30 days of leave.",
)
PROFILES = load_profiles()
CATALOGUE = load_models()
ONE_OF_EACH = [
    "claude-haiku",  # a system prompt, stop sequences, a cache point
    "claude-haiku-5.5",  # no temperature
    "claude-sonnet-5.5",  # and room for reasoning
    "mixtral-8x7b",  # no system prompt
    "titan-text-express",  # no stop sequences either
    "falcon-40b",  # inputs and parameters
]


def to_write(texts: Sequence[str] = TEXTS, max_tokens: int = 900) -> Prompt:
    document = document_of(any_lines(*texts))
    return Prompt(
        task=Task.WRITE,
        instructions=instructions(Task.WRITE, PROFILES),
        data=fenced(numbered(document.lines), language="en", words=400),
        max_tokens=max_tokens,
        document=document,
        profiles=PROFILES,
    )


def bind(model: Model, timeout_s: float = 10) -> TextModel:
    adapter = import_module(model.runs_on.adapter)
    bound: TextModel = adapter.bind(model, catalogue=CATALOGUE, timeout_s=timeout_s)
    return bound


@dataclass
class Simulation:
    """The simulated services, and what they were asked since they last changed."""

    url: str
    log: Path
    before: int = 0

    def behave(self, **faults: float) -> None:
        self.before = len(read_calls(self.log))
        behave(self.url, behaviour_of(**faults))

    @property
    def outcomes(self) -> list[str]:
        return [call.outcome for call in read_calls(self.log)[self.before :]]


def behaviour_of(**faults: float) -> Behaviour:
    shares = {Fault(name): share for name, share in faults.items()}
    return Behaviour(base_s=0.0, faults=shares)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulation]:
    log = tmp_path_factory.mktemp("simulator") / "calls.jsonl"
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        simulator(behaviour_of(), log=log) as url,
    ):
        for name, value in environment(url).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
        aws.client_of_model.cache_clear()
        yield Simulation(url, log)
    aws.client_of_model.cache_clear()


@pytest.fixture
def simulated(running: Simulation) -> Simulation:
    running.behave()
    return running


@pytest.mark.usefixtures("simulated")
@pytest.mark.parametrize("name", ONE_OF_EACH)
def should_answer_every_profile_with_lines_and_tokens(name: str) -> None:
    reply = bind(CATALOGUE.models[name]).answer(to_write())
    names = [profile.name for profile in PROFILES]
    parsed = parse(reply.text, names, dict(enumerate(TEXTS, 1)), truncated=False)
    assert {name for entry in parsed.entries for name in entry.tags} == set(names)
    assert not reply.truncated
    assert reply.output_tokens
    assert reply.seconds > 0


@pytest.mark.usefixtures("simulated")
def should_count_the_tokens_that_a_service_tells_and_none_that_it_does_not() -> None:
    assert bind(CATALOGUE.models["nova-lite"]).answer(to_write()).input_tokens
    assert bind(CATALOGUE.models["falcon-40b"]).answer(to_write()).input_tokens is None


@pytest.mark.usefixtures("simulated")
def should_speak_chat_messages_where_the_endpoint_does() -> None:
    changes = {"endpoint_schema": Schema.MESSAGES}
    reply = bind(CATALOGUE.models["falcon-40b"].model_copy(update=changes)).answer(to_write())
    assert reply.text
    assert reply.input_tokens


@pytest.mark.usefixtures("simulated")
@pytest.mark.parametrize("name", ["falcon-40b", "titan-text-express"])
def should_say_that_a_prompt_is_too_long(name: str) -> None:
    with pytest.raises(InputTooLong):
        bind(CATALOGUE.models[name]).answer(to_write([TEXTS[0]] * 800))


@pytest.mark.usefixtures("simulated")
def should_fit_what_the_budget_calls_fitting() -> None:
    model = CATALOGUE.models["falcon-40b"]
    budget = TokenBudget(model, "en")
    room, reply_tokens = budget.for_summary(PROFILES)
    texts: list[str] = []
    while sum(map(budget.line_tokens, any_lines(*texts, TEXTS[0]))) <= room:
        texts.append(TEXTS[0])
    assert bind(model).answer(to_write(texts, reply_tokens)).text


@pytest.mark.usefixtures("simulated")
def should_say_that_an_endpoint_does_not_exist() -> None:
    model = CATALOGUE.models["falcon-40b"].model_copy(update={"id": "nowhere"})
    with pytest.raises(ModelNotAccessible):
        bind(model).answer(to_write())


@pytest.mark.parametrize("name", ["claude-haiku", "falcon-40b"])
@pytest.mark.parametrize(
    ("fault", "error", "timeout_s"),
    [
        ("throttled", ModelThrottled, 10),
        ("server_error", ModelUnavailable, 10),
        ("hanging", ModelTimedOut, 2),
    ],
)
def should_name_what_went_wrong_and_leave_every_retry_to_the_state_machine(
    name: str, fault: str, error: type[Exception], timeout_s: float, simulated: Simulation
) -> None:
    simulated.behave(**{fault: 1.0})
    with pytest.raises(error):
        bind(CATALOGUE.models[name], timeout_s=timeout_s).answer(to_write())
    assert simulated.outcomes == [fault]


def should_say_that_a_filter_blocked_the_answer(simulated: Simulation) -> None:
    simulated.behave(filtered=1.0)
    with pytest.raises(ContentFiltered) as caught:
        bind(CATALOGUE.models["claude-haiku"]).answer(to_write())
    assert caught.value.paid
    assert caught.value.paid.input_tokens  # what was read is paid for
    assert not caught.value.paid.text


@pytest.mark.parametrize("fault", ["truncated", "wordy"])
def should_tell_a_reply_that_was_cut_off(fault: str, simulated: Simulation) -> None:
    simulated.behave(**{fault: 1.0})
    assert bind(CATALOGUE.models["nova-lite"]).answer(to_write()).truncated


def should_go_wrong_the_same_way_for_the_same_seed() -> None:
    behaviour = Behaviour(faults={Fault.THROTTLED: 0.5}, seed=7)
    drawn = [behaviour.faults_of(b"request", times) for times in range(50)]
    assert drawn == [behaviour.faults_of(b"request", times) for times in range(50)]
    assert 10 < sum(map(bool, drawn)) < 40
    assert drawn != [
        behaviour.model_copy(update={"seed": 8}).faults_of(b"request", times) for times in range(50)
    ]


def should_take_the_latency_alone_where_no_rates_are_set() -> None:
    by_length = Behaviour(base_s=1.0, read_rate=1000, write_rate=100)
    assert by_length.seconds(2000, 50) == 3.5
    flat = Behaviour(base_s=1.0, read_rate=None, write_rate=None)
    assert flat.seconds(2000, 50) == 1.0
    assert Behaviour.model_validate_json(flat.model_dump_json()) == flat
