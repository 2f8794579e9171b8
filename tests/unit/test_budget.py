"""Estimates: near what tokenizers count, never far below it, and corrected by what was counted."""

import pytest

from summariser.domain.profiles import load_profiles
from summariser.llm.budget import TokenBudget
from tests.models import any_model

TEXT = "You bake bread and rolls for the shops of the town, every night but Sunday. " * 20


def budget(language: str = "en", correction: float = 1.0, window: int = 2048) -> TokenBudget:
    model = any_model(
        window=window, characters_per_token={"en": 4.5, "de": 3.07, "zh": 0.9, "other": 2.5}
    )
    return TokenBudget(model, language, correction)


def should_divide_ordinary_text_by_the_language_s_characters_per_token() -> None:
    assert budget("en").tokens(TEXT) == pytest.approx(len(TEXT) / 4.5, rel=0.05)
    assert budget("de").tokens(TEXT) == pytest.approx(len(TEXT) / 3.07, rel=0.05)


def should_count_languages_without_figures_cautiously() -> None:
    assert budget("cs").tokens(TEXT) == pytest.approx(len(TEXT) / 2.5, rel=0.05)


@pytest.mark.parametrize("text", ["0123456789" * 30, "→★●" * 100, "面包师" * 100, "🍞🥐🥖" * 100])
def should_count_every_figure_sign_and_foreign_letter(text: str) -> None:
    assert budget("en").tokens(text) >= len(text)


def should_follow_what_services_counted() -> None:
    assert budget(correction=1.5).tokens(TEXT) == pytest.approx(
        1.5 * budget().tokens(TEXT), rel=0.01
    )


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("window", [2048, 8192, 200_000])
def should_leave_room_in_the_window_for_every_kind_of_call(language: str, window: int) -> None:
    made = budget(language, window=window)
    for room, reply in (made.for_chunk(), made.for_summary(load_profiles())):
        assert room > 100
        assert reply > 100
        assert room + reply < made.usable < window
    assert made.for_group() > 100


def should_ask_for_no_more_than_a_model_can_write() -> None:
    model = any_model(window=200_000, output_limit=300)
    assert TokenBudget(model, "en").for_summary(load_profiles())[1] == 300
    assert TokenBudget(model, "en").for_chunk()[1] == 300


def should_reserve_little_for_a_summary_in_a_large_window() -> None:
    assert budget("de", window=200_000).for_summary(load_profiles())[1] < 1300
