"""Outcome: where each event of a stream ended, compared with where it should have."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from summariser.domain.ledger import Entry
from summariser.domain.summary import Status
from summariser.steps.dead_letter_reader import DeadLetterReader
from workbench.operations.audit import Problem, audit
from workbench.operations.ledger import LedgerReader
from workbench.soak.announcements import Heard, disordered, unheard
from workbench.soak.stream import End, Expected, Message, expected
from workbench.stack import Stack

ENDS = {
    End.PUBLISHED: {Status.PUBLISHED, Status.HELD},  # a check may block what was written
    End.WITHDRAWN: {Status.WITHDRAWN},
}


@dataclass(frozen=True)
class Outcome:
    """The result of a soak; `lost` and `doubled` must be empty."""

    messages: int
    statuses: Mapping[Status, int]
    dead_letters: int
    replayed: int
    announced: int  # some more than once
    reused: int  # published without a model call: the same content was summarised before
    lost: tuple[Problem, ...]
    doubled: tuple[Problem, ...]
    injected: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost and nothing was processed twice."""
        return not (self.lost or self.doubled)


def outcome(
    stack: Stack,
    messages: Sequence[Message],
    announcements: Sequence[Heard],
    *,
    replayed: int,
    injected: Mapping[str, int],
) -> Outcome:
    """Compare a settled stack with its stream."""
    found = audit(stack, patience=timedelta(0))
    letters = _letters(stack)
    entries = list(LedgerReader(stack).all())
    standing = {(entry.listing_id, entry.version): entry for entry in entries}
    lost = [*found.problems, *unheard(entries, announcements), *disordered(announcements)]
    for story in expected(messages).values():
        lost += _lost(story, standing, letters)
    return Outcome(
        messages=len(messages),
        statuses=found.counts,
        dead_letters=letters.total(),
        replayed=replayed,
        announced=len(announcements),
        reused=sum(entry.reused_from is not None for entry in entries),
        lost=tuple(lost),
        doubled=(*_twice_published(stack), *_twice_dead(letters, messages)),
        injected=injected,
    )


def _lost(
    story: Expected, standing: Mapping[tuple[str, int], Entry], letters: Counter[str]
) -> list[Problem]:
    key = (story.listing_id, story.version)
    if story.end is End.DEAD:
        (message,) = story.messages
        missing = not letters[message.body]
        return [Problem(*key, "is poison, but has no dead letter")] if missing else []
    row = standing.get(key)
    if row is None or row.status not in ENDS[story.end]:
        found = "missing" if row is None else f"{row.status}: {row.error} in {row.state}"
        return [Problem(*key, f"should be {story.end}, but is {found}")]
    return [
        Problem(message.listing_id, message.version, "has neither a row nor a dead letter")
        for message in story.messages
        if (message.listing_id, message.version) not in standing and not letters[message.body]
    ]


def _letters(stack: Stack) -> Counter[str]:
    with DeadLetterReader(stack.dead_letter_queue()) as reading:
        return Counter(letter.body for letter in reading.letters())


def _twice_published(stack: Stack) -> list[Problem]:
    """Find versions that more than one execution published: each paid for a model."""
    stepfunctions = stack.client("stepfunctions")
    pages = stepfunctions.get_paginator("list_executions").paginate(
        stateMachineArn=stack.state_machine_arn, statusFilter="SUCCEEDED"
    )
    names = [execution["name"] for page in pages for execution in page["executions"]]
    times = Counter(_event_of(name) for name in names)
    return [
        Problem(name, 0, f"{count} executions of this event succeeded")
        for name, count in times.items()
        if count > 1
    ]


def _event_of(name: str) -> str:
    """Return the name of an execution without its attempt number: it ends in 16 hex digits."""
    head, _, tail = name.rpartition("-")
    return head if tail.isdecimal() and len(tail) < 16 else name


def _twice_dead(letters: Counter[str], messages: Sequence[Message]) -> list[Problem]:
    """Find events with several dead letters: a replay merges those of the same event."""
    known = {message.body: message for message in messages}
    return [
        Problem(known[body].listing_id, known[body].version, f"has {count} dead letters")
        for body, count in letters.items()
        if count > 1
    ]
