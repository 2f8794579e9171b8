"""What is sent for a record, and with which body it fits into a queue."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from summariser.domain.message import LONGEST_MESSAGE, NOT_IN_A_MESSAGE, parse_event
from summariser.records.packing import BYTES_IN_A_BATCH, NotSendable
from summariser.records.submission import Submission, submit
from workbench.running.reading import read_records
from workbench.running.sending import Parcel, Sender, batches

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def submitted(line: bytes) -> Submission:
    (record,) = read_records("-", io.BytesIO(line))
    return submit(record, NOW)


def as_line(content: object) -> bytes:
    return json.dumps(content).encode()


class Services:
    """Stands for S3 and SQS: keeps what it is given."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.bodies: list[str] = []

    def put_object(self, *, Bucket: str, Key: str, Body: bytes) -> None:  # noqa: N803
        self.objects[f"s3://{Bucket}/{Key}"] = Body

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> dict[str, Any]:  # noqa: N803, ARG002
        self.bodies += [entry["MessageBody"] for entry in Entries]
        return {"Successful": Entries}


def packed(line: bytes) -> tuple[str, Services]:
    services = Services()
    sender = Sender(services, services, queue_url="queue", bucket="bucket")
    return sender.pack(0, submitted(line)).body, services


def should_publish_a_listing_as_version_1_where_it_has_none() -> None:
    submission = submitted(as_line({"listing_id": "a", "description": "Bake bread."}))

    event = parse_event(submission.body)
    assert (event.type, event.listing_id, event.version) == ("listing.published", "a", 1)
    assert event.listing is not None
    assert event.listing.description == "Bake bread."
    assert submission.key == ("a", 1)


@pytest.mark.parametrize(
    ("listing", "key"),
    [
        ({"id": "a", "version": 7, "description": "x"}, ("a", 7)),
        ({"listing_id": 12, "description": "x"}, ("12", 1)),
        ({"@type": "JobPosting", "identifier": {"value": "p"}, "description": "x"}, ("p", 1)),
        ({"description": "x"}, None),
        ({"listing_id": "a"}, None),
        ({"listing_id": "a", "version": "2", "description": "x"}, ("a", 2)),
        ({"listing_id": "a", "version": "second", "description": "x"}, None),
        ({"id": [{"value": 8}], "version": 3.0, "description": "x"}, ("8", 3)),
        ({"url": "https://mill.example/j/4", "description": "x"}, ("https://mill.example/j/4", 1)),
        ({"listing_id": "a", "type": "Part-time", "description": "x"}, ("a", 1)),
        ({"type": "JobPosting", "@id": "urn:j:5", "description": "x"}, ("urn:j:5", 1)),
    ],
)
def should_know_which_summary_a_listing_leads_to(
    listing: dict[str, Any], key: tuple[str, int] | None
) -> None:
    assert submitted(as_line(listing)).key == key


@pytest.mark.parametrize(
    "line",
    [
        b'{"type": "listing.unpublished",  "listing_id": "a"}',
        b'{"detail-type": "listing.published", "detail": {"listing_id": "a"}}',
        b'{"type": "no such type"}',
        b"not json",
        b"5",
        b'{"salary": NaN}',
    ],
)
def should_send_events_and_broken_lines_as_they_are(line: bytes) -> None:
    assert submitted(line).body == line.decode()


def should_tell_a_withdrawal_from_a_publication() -> None:
    event = {"listing_id": "a", "version": 2, "occurred_at": "2026-03-01T12:00:00Z"}

    assert submitted(as_line(event | {"type": "listing.unpublished"})).withdraws
    assert not submitted(as_line({"listing_id": "a", "description": "x"})).withdraws


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\uffff", "\x1b"])
def should_escape_what_no_message_can_carry_without_changing_the_listing(character: str) -> None:
    line = as_line({"listing_id": "a", "description": f"Bake {character} bread."})

    body = submitted(line).body

    assert not NOT_IN_A_MESSAGE.search(body)
    assert json.loads(body)["listing"]["description"] == f"Bake {character} bread."


def should_send_a_listing_by_reference_where_the_queue_takes_no_such_body() -> None:
    listing = {"listing_id": "a", "version": 3, "description": "x" * LONGEST_MESSAGE}

    body, services = packed(as_line(listing))

    event = parse_event(body)
    assert (event.listing_id, event.version, event.listing) == ("a", 3, None)
    assert event.listing_uri is not None
    assert json.loads(services.objects[event.listing_uri]) == listing


def should_keep_the_envelope_of_an_event_that_is_sent_by_reference() -> None:
    detail = {"listing_id": "a", "version": 1, "listing": {"description": "é" * 600_000}}
    envelope = {"detail-type": "listing.updated", "time": "2026-03-01T12:00:00Z", "detail": detail}

    body, services = packed(json.dumps(envelope, ensure_ascii=False).encode())

    event = parse_event(body)
    assert (event.type, event.listing_id) == ("listing.updated", "a")
    assert event.listing_uri in services.objects


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"broken \x00", "control characters"),
        (b"x" * (LONGEST_MESSAGE + 1), "has 1,040,385 bytes"),
        (b'{"title": "caf\xe9"}', "not UTF-8"),
        (as_line({"listing_id": "a" * 1_100_000, "description": "x"}), "bytes"),
    ],
    ids=["null byte", "too long", "not UTF-8", "endless id"],
)
def should_refuse_what_cannot_be_sent_with_a_reason(line: bytes, reason: str) -> None:
    with pytest.raises(NotSendable, match=reason):
        packed(line)


def should_never_make_a_batch_that_sqs_refuses() -> None:
    sizes = [10] * 25 + [600_000, 600_000, 10, LONGEST_MESSAGE, 10_000]
    parcels = [Parcel(number, "x" * size) for number, size in enumerate(sizes)]

    made = list(batches(parcels))

    assert [parcel.position for batch in made for parcel in batch] == list(range(len(sizes)))
    assert all(len(batch) <= 10 for batch in made)
    assert all(sum(parcel.size for parcel in batch) <= BYTES_IN_A_BATCH for batch in made)
