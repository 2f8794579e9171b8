"""What a soak finds wrong with the announcements that it heard."""

from summariser.domain.summary import Status
from tests.values import any_entry
from workbench.soak.announcements import Heard, disordered, unheard

PUBLISHED, HELD, WITHDRAWN = Status.PUBLISHED, Status.HELD, Status.WITHDRAWN


def said(*announcements: tuple[int, Status]) -> list[Heard]:
    return [Heard("baker-1", version, status) for version, status in announcements]


def should_find_a_version_that_nobody_heard_of() -> None:
    rows = [any_entry(version=1, status=PUBLISHED), any_entry(version=2, status=HELD)]
    (problem,) = unheard(rows, said((2, HELD)))
    assert (problem.version, problem.message) == (1, "is published, unannounced")
    assert list(unheard(rows, said((1, PUBLISHED), (1, PUBLISHED), (2, HELD)))) == []


def should_miss_nothing_of_a_version_whose_listing_was_taken_down() -> None:
    rows = [any_entry(version=1, status=PUBLISHED), any_entry(version=2, status=WITHDRAWN)]
    assert list(unheard(rows, said((2, WITHDRAWN)))) == []


def should_find_what_was_announced_behind_something_newer() -> None:
    (problem,) = disordered(said((1, PUBLISHED), (2, WITHDRAWN), (1, PUBLISHED)))
    assert (problem.version, problem.message) == (1, "was announced as published behind version 2")


def should_take_repetitions_and_what_is_held_for_good_order() -> None:
    assert list(disordered(said((1, PUBLISHED), (1, PUBLISHED), (3, HELD), (2, PUBLISHED)))) == []
