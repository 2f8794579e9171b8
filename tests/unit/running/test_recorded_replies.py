"""A recorded reply is found by the prompt that the pipeline writes for its listing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summariser.adapters.extractive import ExtractiveModel
from summariser.core.summarise import summarise
from summariser.domain.errors import ModelRejectedRequest
from summariser.domain.message import parse_event
from summariser.domain.profiles import load_profiles
from summariser.domain.reply import Reply
from summariser.domain.verification import VerifySentences
from summariser.llm.models import load_models
from summariser.llm.prompts import Prompt
from summariser.preparation.prepare import prepare_document
from summariser.records.record import Record
from summariser.records.submission import Submission, submit
from workbench.errors import UsageError
from workbench.running.recorded_replies import match_replies
from workbench.simulator.prompts import read_prompt
from workbench.simulator.recordings import Recordings, write_recordings

TEXT = (
    "<p>You bake <b>bread & rolls</b> in our bakery in Kassel.</p><ul><li>You work at night.</li>"
    "<li>You have finished your training.</li></ul><p>We pay 2,900 euros a month.</p>"
)


def submission(listing_id: str, text: str = TEXT) -> Submission:
    listing = {"listing_id": listing_id, "title": "Baker", "description": text}
    return submit(Record("a file", json.dumps(listing), listing), datetime.now(UTC))


def replies_file(tmp_path: Path, *listing_ids: str) -> Path:
    path = tmp_path / "replies.jsonl"
    rows = [
        json.dumps({"listing_id": name, "reply": "preview| A. [1]\nEND"}) for name in listing_ids
    ]
    path.write_text("\n".join(rows))
    return path


class Playing:
    """Answers as the simulator would from its recordings."""

    name = "claude-haiku"

    def __init__(self, recordings: Recordings) -> None:
        self.replies: list[str | None] = []
        self._recordings = recordings

    def answer(self, prompt: Prompt) -> Reply:
        self.replies.append(self._recordings.reply_to(read_prompt(prompt.text)))
        raise ModelRejectedRequest(self.name, "the reply is all that is looked at")


@pytest.mark.parametrize(("listing_id", "reply"), [("baker", "preview| A. [1]"), ("cook", None)])
def should_find_the_reply_by_the_prompt_of_its_listing(
    tmp_path: Path, listing_id: str, reply: str | None
) -> None:
    sent = [submission("baker"), submission("cook", TEXT.replace("bread", "soup"))]
    matched = match_replies(replies_file(tmp_path, "baker"), sent)
    write_recordings(tmp_path / "played.json", matched.replies)
    playing = Playing(Recordings(tmp_path / "played.json"))
    events = (parse_event(one.body) for one in sent if one.key == (listing_id, 1))
    listing = next(event.listing for event in events if event.listing)
    writer, last_resort = load_models().chain(["claude-haiku", "embedded"])

    summarise(
        prepare_document(listing, listing_id="another", version=7),
        (writer, last_resort),
        {writer.name: playing, last_resort.name: ExtractiveModel()},
        load_profiles(),
        last_resort=last_resort,
        mode=VerifySentences.NONE,
    )

    assert set(playing.replies) == {reply}


def should_name_the_listings_whose_reply_was_not_played(tmp_path: Path) -> None:
    matched = match_replies(replies_file(tmp_path, "baker", "stranger"), [submission("baker")])
    assert matched.unplayed([]) == ["baker", "stranger"]


def should_refuse_a_file_without_a_reply_to_any_listing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no reply to a listing of this run"):
        match_replies(replies_file(tmp_path, "stranger"), [submission("baker")])
