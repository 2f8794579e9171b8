"""Slow measures are taken only where they are asked for, and of what was asked."""

import pytest

from summariser.domain.profiles import load_profiles
from tests.unit.evaluation.judges import Judge
from tests.unit.evaluation.summaries.samples import scored
from workbench.errors import UsageError
from workbench.evaluation.summaries.optional_measures import OptionalMeasures, judging_model
from workbench.evaluation.summaries.scoring import with_measures

PREVIEW, CHAT = load_profiles(["preview", "chat"])
SCORED = [
    scored("embedded", "a", 0.5, profile=PREVIEW),
    scored("embedded", "a", 0.5, profile=CHAT),
    scored("lead", "a", 0.5, profile=CHAT),
]


def should_take_none_where_none_is_asked_for() -> None:
    assert OptionalMeasures().measures(SCORED, ["embedded"], []) == ()


@pytest.mark.parametrize(
    ("profiles", "judged"), [([], [None, 1.0, None]), (["preview"], [1.0, None, None])]
)
def should_judge_the_run_s_summaries_of_the_profiles_named_or_of_chat(
    profiles: list[str], judged: list[float | None]
) -> None:
    asked = OptionalMeasures(judge=Judge("1| yes\nEND"))

    measures = asked.measures(SCORED, ["embedded"], profiles)

    assert [it.values[-1] for it in with_measures(SCORED, measures)] == judged
    assert [len(it.values) for it in with_measures(SCORED, measures)] == [3, 3, 3]


@pytest.mark.parametrize(
    ("name", "said"), [("embedded", "cannot judge"), ("gpt", "no model 'gpt'")]
)
def should_refuse_a_model_that_cannot_judge(name: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        judging_model(name)
