"""Every submission ends as one summary or one dead letter, or is named as missing."""

from collections import Counter

from workbench.running.accounting import Fate, Ledger
from workbench.running.submission import Submission


def submission(
    listing_id: str | None, *, version: int = 1, body: str | None = None, withdraws: bool = False
) -> Submission:
    key = (listing_id, version) if listing_id else None
    text = f"{listing_id} {version} {withdraws}" if body is None else body
    return Submission(origin="input", body=text, event=None, key=key, withdraws=withdraws)


def fates(ledger: Ledger) -> list[Fate | None]:
    return [entry.fate for entry in ledger.entries]


def should_account_for_a_summary_by_listing_and_version() -> None:
    ledger = Ledger([submission("a"), submission("a", version=2), submission("b")])

    ledger.account(("a", 2), Fate.PUBLISHED)

    assert fates(ledger) == [None, Fate.PUBLISHED, None]
    assert [entry.submission.name for entry in ledger.missing] == ["a version 1", "b version 1"]


def should_take_the_same_event_twice_as_one_summary() -> None:
    ledger = Ledger([submission("a"), submission("a")])

    ledger.account(("a", 1), Fate.PUBLISHED)

    assert not ledger.missing


def should_account_for_one_broken_line_a_dead_letter() -> None:
    ledger = Ledger([submission(None, body="broken"), submission(None, body="broken")])

    assert ledger.dead_lettered("broken", of_execution=False)

    assert fates(ledger) == [Fate.DEAD_LETTERED, None]


def should_account_for_the_same_event_twice_by_the_dead_letter_of_its_one_execution() -> None:
    ledger = Ledger([submission("a"), submission("a")])

    ledger.dead_lettered("a 1 False", of_execution=True)

    assert fates(ledger) == [Fate.DEAD_LETTERED, Fate.DEAD_LETTERED]


def should_not_count_a_submission_twice_where_two_contents_share_a_version() -> None:
    ledger = Ledger([submission("a", body="one"), submission("a", body="two")])

    ledger.account(("a", 1), Fate.PUBLISHED)
    ledger.dead_lettered("two", of_execution=True)
    ledger.account(("a", 1), Fate.PUBLISHED)

    assert ledger.counts == Counter({Fate.PUBLISHED: 1, Fate.DEAD_LETTERED: 1})


def should_keep_a_withdrawal_apart_from_the_publication_of_the_same_version() -> None:
    ledger = Ledger([submission("a"), submission("a", withdraws=True)])

    ledger.account(("a", 1), Fate.WITHDRAWN, withdraws=True)

    assert fates(ledger) == [None, Fate.WITHDRAWN]


def should_know_a_submission_by_the_body_it_was_sent_with() -> None:
    ledger = Ledger([submission("a", body="long"), submission("b")])
    ledger.sent_as(0, "short, with a URI")

    found = ledger.dead_lettered("short, with a URI", of_execution=True)

    assert found is ledger.entries[0]
    assert ledger.counts[Fate.DEAD_LETTERED] == 1


def should_leave_somebody_else_s_news_alone() -> None:
    ledger = Ledger([submission("a")])

    ledger.account(("z", 1), Fate.PUBLISHED)

    assert ledger.dead_lettered("not ours", of_execution=False) is None
    assert fates(ledger) == [None]
    assert ledger.position(("z", 1)) == 1
