"""Every submission ends as one summary or one dead letter, or is named as missing."""

from collections import Counter

from summariser.records.submission import Submission
from workbench.running.accounting import Accounts, Fate


def submission(
    listing_id: str | None, *, version: int = 1, body: str | None = None, withdraws: bool = False
) -> Submission:
    key = (listing_id, version) if listing_id else None
    text = f"{listing_id} {version} {withdraws}" if body is None else body
    return Submission(origin="input", body=text, event=None, key=key, withdraws=withdraws)


def fates(accounts: Accounts) -> list[Fate | None]:
    return [entry.fate for entry in accounts.entries]


def should_account_for_a_summary_by_listing_and_version() -> None:
    accounts = Accounts([submission("a"), submission("a", version=2), submission("b")])

    accounts.account(("a", 2), Fate.PUBLISHED)

    assert fates(accounts) == [None, Fate.PUBLISHED, None]
    assert [entry.submission.name for entry in accounts.missing] == ["a version 1", "b version 1"]


def should_take_the_same_event_twice_as_one_summary() -> None:
    accounts = Accounts([submission("a"), submission("a")])

    accounts.account(("a", 1), Fate.PUBLISHED)

    assert not accounts.missing


def should_account_for_one_broken_line_a_dead_letter() -> None:
    accounts = Accounts([submission(None, body="broken"), submission(None, body="broken")])

    assert accounts.dead_lettered("broken", of_execution=False) == accounts.entries[:1]

    assert fates(accounts) == [Fate.DEAD_LETTERED, None]


def should_account_for_the_same_event_twice_by_the_dead_letter_of_its_one_execution() -> None:
    accounts = Accounts([submission("a"), submission("a")])

    accounts.dead_lettered("a 1 False", of_execution=True)

    assert fates(accounts) == [Fate.DEAD_LETTERED, Fate.DEAD_LETTERED]


def should_not_count_a_submission_twice_where_two_contents_share_a_version() -> None:
    accounts = Accounts([submission("a", body="one"), submission("a", body="two")])

    accounts.account(("a", 1), Fate.PUBLISHED)
    accounts.dead_lettered("two", of_execution=True)
    accounts.account(("a", 1), Fate.PUBLISHED)

    assert accounts.counts == Counter({Fate.PUBLISHED: 1, Fate.DEAD_LETTERED: 1})


def should_keep_a_withdrawal_apart_from_the_publication_of_the_same_version() -> None:
    accounts = Accounts([submission("a"), submission("a", withdraws=True)])

    accounts.account(("a", 1), Fate.WITHDRAWN, withdraws=True)

    assert fates(accounts) == [None, Fate.WITHDRAWN]


def should_know_a_submission_by_the_body_it_was_sent_with() -> None:
    accounts = Accounts([submission("a", body="long"), submission("b")])
    accounts.sent_as(0, "short, with a URI")

    found = accounts.dead_lettered("short, with a URI", of_execution=True)

    assert found == accounts.entries[:1]
    assert accounts.counts[Fate.DEAD_LETTERED] == 1


def should_leave_somebody_else_s_news_alone() -> None:
    accounts = Accounts([submission("a")])

    accounts.account(("z", 1), Fate.PUBLISHED)

    assert accounts.dead_lettered("not ours", of_execution=False) == []
    assert fates(accounts) == [None]
    assert accounts.position(("z", 1)) == 1
