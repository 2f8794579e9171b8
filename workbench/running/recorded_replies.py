"""Recorded replies: read from a file, and played by the simulator instead of its own.

The simulator sees prompts only, so a reply is found by the numbered lines of the prompt to write:
the listings of the run are prepared here as the stack will prepare them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from summariser.domain.errors import PermanentError
from summariser.domain.message import parse_event
from summariser.llm.prompts import Task, numbered
from summariser.preparation.prepare import prepare_document
from summariser.records.submission import Submission
from workbench.errors import UsageError
from workbench.running.rows import read_rows
from workbench.simulator.log import Call
from workbench.simulator.recordings import digest


class RecordedReply(BaseModel):
    """What a model answered to the prompt for one listing, as it came."""

    model_config = ConfigDict(frozen=True)

    listing_id: str
    reply: Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class MatchedReplies:
    """The replies of a file, by the digest of the lines that they answer."""

    replies: Mapping[str, str]
    listing_ids: Mapping[str, str]  # by the same digests
    unmatched: Sequence[str]  # listings with a reply that the run does not have

    def unplayed(self, calls: Iterable[Call]) -> list[str]:
        """List the listings whose reply no call of a run was answered with."""
        played = {
            digest(call.listing)
            for call in calls
            if call.task == Task.WRITE and call.outcome == "answered"
        }
        return [
            *(name for key, name in self.listing_ids.items() if key not in played),
            *self.unmatched,
        ]


def match_replies(path: Path, submissions: Iterable[Submission]) -> MatchedReplies:
    """Find the lines that each reply of a file answers.

    Raises `UsageError` for a row that is none, and when no listing of the run has a reply.
    """
    replies = {row.listing_id: row.reply for row in read_rows(path, RecordedReply)}
    listing_ids = {
        digest(lines): submission.key[0]
        for submission in submissions
        if submission.key is not None and submission.key[0] in replies
        for lines in _lines(submission)
    }
    if not listing_ids:
        raise UsageError(f"{path} has no reply to a listing of this run: compare their ids.")
    known = set(listing_ids.values())
    return MatchedReplies(
        replies={key: replies[name] for key, name in listing_ids.items()},
        listing_ids=listing_ids,
        unmatched=[name for name in replies if name not in known],
    )


def _lines(submission: Submission) -> Iterator[str]:
    """Write the lines as the prompt for the whole listing shows them; none if it has no text."""
    if submission.withdraws:
        return
    listing_id, version = submission.key or ("", 0)
    listing = parse_event(submission.body).listing
    if listing is None:
        return
    try:
        document = prepare_document(listing, listing_id=listing_id, version=version)
    except PermanentError:
        return  # it becomes a dead letter, and its reply stays unplayed
    yield "\n".join(numbered(document.lines))
